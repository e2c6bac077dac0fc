package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.NodeProgram;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the vendors' own packages say to the gateway's lists and answers. */
class FunctionClientsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path WORK = Path.of("target/function-clients").toAbsolutePath();
  private static final String ARGUMENTS = "{\"query\":\"x\",\"search_depth\":\"basic\"}";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  private TestAccount account;

  @BeforeAll
  static void start() throws IOException {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
    Files.createDirectories(WORK);
    Path packages = WORK.resolve("node_modules");
    Files.deleteIfExists(packages);
    Files.createSymbolicLink(packages, Path.of("src/test/node/node_modules").toAbsolutePath());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Answer.json(200, "{\"query\":\"x\",\"answer\":\"4,478 metres.\",\"results\":[]}"));
    stub.forgetRequests();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "true", "false"})
  void listsAndAnswersAreOfTheOfficialTypes(String strict) throws IOException {
    // Given
    String source = source(strict);
    // When
    NodeProgram.Ended ended = typeCheck("types-" + strict, source);
    // Then
    assertThat(ended.output()).isEmpty();
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void theTypeCheckSeesAMemberThatTheTypeLacks() throws IOException {
    // Given
    String spoilt =
        source("auto").replace("{\"role\":\"tool\",", "{\"billing\":{},\"role\":\"tool\",");
    // When
    NodeProgram.Ended ended = typeCheck("spoilt", spoilt);
    // Then
    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.output()).contains("'\"billing\"' does not exist in type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "true"})
  void openAisTransformerFindsEveryStrictSchemaStrict(String strict) throws IOException {
    // Given
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    tools("openai-responses", strict, "")
        .valueStream()
        .filter(tool -> tool.path("strict").booleanValue())
        .forEach(tool -> schemas.set(tool.path("name").asString(), tool.path("parameters")));
    assertThat(schemas).isNotEmpty();
    Path file = Files.writeString(WORK.resolve("strict-" + strict + ".json"), schemas.toString());
    // When
    NodeProgram.Ended ended =
        NodeProgram.script("strict-schemas.mjs", LIMIT, Map.of(), file.toString());
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains(schemas.size() + " schemas, 0 not strict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runTools", "completion"})
  void anAgentOnTheOfficialClientGetsItsToolsAnswers(String style) {
    // When
    NodeProgram.Ended ended =
        NodeProgram.script(
            "function-loop.mjs",
            LIMIT,
            Map.of(),
            "http://127.0.0.1:" + client.port(),
            account.live(),
            style);
    // Then
    assertThat(ended.output().strip()).isEqualTo("4,478 metres. 4,478 metres.");
    assertThat(stub.requests()).hasSize(2);
    assertThat(stub.requests()).noneMatch(request -> request.body().contains("null"));
    JsonNode usage = client.get("/api/v1/usage", account.live()).json().path("data");
    assertThat(usage).hasSize(2);
    assertThat(usage.valueStream())
        .allMatch(row -> row.path("protocol").asString().equals("functions"))
        .allMatch(
            row -> row.path("credits_charged").decimalValue().toPlainString().equals("0.008"));
  }

  private String source(String strict) throws IOException {
    String source = Files.readString(Path.of("src/test/node/function-types.ts"));
    for (Map.Entry<String, JsonNode> literal : literals(strict).entrySet()) {
      source = source.replace("= " + literal.getKey() + ";", "= " + literal.getValue() + ";");
    }
    return source;
  }

  private Map<String, JsonNode> literals(String strict) {
    String elsewhere = strict.equals("true") ? "auto" : strict;
    Map<String, JsonNode> literals = new LinkedHashMap<>();
    literals.put("OPENAI_TOOLS", tools("openai", strict, account.live()));
    literals.put("OPENAI_RESPONSES_TOOLS", tools("openai-responses", strict, account.live()));
    literals.put("ANTHROPIC_TOOLS", tools("anthropic", strict, account.live()));
    literals.put("GEMINI_TOOLS", tools("gemini", elsewhere, account.live()));
    literals.put(
        "GEMINI_DECLARATIONS",
        tools("gemini", elsewhere, account.live()).at("/0/functionDeclarations"));
    literals.put("MCP_TOOLS", tools("mcp", elsewhere, account.live()));
    literals.put(
        "CHAT_ANSWER",
        answer(
            """
            [{"id":"c1","type":"function","function":{"name":"tavily__search","arguments":"{\\"query\\":\\"x\\"}"}},
             {"id":"c2","type":"function","function":{"name":"no__tool","arguments":"{}"}}]
            """));
    literals.put(
        "RESPONSES_ANSWER",
        answer(
            """
            [{"type":"function_call","call_id":"c1","name":"tavily__search","arguments":"{\\"query\\":\\"x\\"}"},
             {"type":"function_call","call_id":"c2","name":"no__tool","arguments":"{}"}]
            """));
    JsonNode anthropic =
        answer(
            """
            [{"type":"tool_use","id":"c1","name":"tavily__search","input":%s},
             {"type":"tool_use","id":"c2","name":"no__tool","input":{}}]
            """
                .formatted(ARGUMENTS));
    literals.put("ANTHROPIC_ANSWER", anthropic);
    literals.put("ANTHROPIC_BLOCKS", anthropic.at("/0/content"));
    JsonNode gemini =
        answer(
            """
            [{"functionCall":{"name":"tavily__search","args":%s}},
             {"functionCall":{"id":"c2","name":"no__tool","args":{}}}]
            """
                .formatted(ARGUMENTS));
    literals.put("GEMINI_ANSWER", gemini);
    literals.put("GEMINI_PARTS", gemini.at("/0/parts"));
    return literals;
  }

  private static JsonNode tools(String format, String strict, String key) {
    JsonNode data =
        client.get("/api/v1/tools?format=" + format + "&strict=" + strict, key).json().path("data");
    assertThat(data).isNotEmpty();
    return data;
  }

  private JsonNode answer(String calls) {
    JsonNode messages =
        client.post("/api/v1/tool-calls", account.live(), calls).json().path("messages");
    assertThat(messages).isNotEmpty();
    return messages;
  }

  private static NodeProgram.Ended typeCheck(String name, String source) throws IOException {
    Path file = Files.writeString(WORK.resolve(name + ".ts"), source);
    return NodeProgram.command(
        "tsc",
        LIMIT,
        Map.of(),
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--moduleResolution",
        "nodenext",
        file.toString());
  }
}
