package org.toolroute.gateway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.NodeProgram;
import org.toolroute.gateway.parts.NodeProgram.Ended;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README's programs and client configurations, with the official clients they are for. */
class ReadmeClientsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static TestDatabase database;
  private static ProviderStub model;
  private static TestGateway gateway;
  private static String readme;
  private static Map<String, String> exported;

  @TempDir private static Path home;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    database = TestDatabase.create();
    model = ProviderStub.start();
    gateway = TestGateway.start(database, model, home.resolve(".toolroute"), Map.of());
    exported = exportedByTheReadersShell();
    readme =
        Files.readString(Path.of("README.md"), UTF_8)
            .replace("127.0.0.1:8080", "127.0.0.1:" + gateway.client().port());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    model.close();
    database.close();
  }

  @Test
  void agentOverA2aGetsItsReceipt() {
    Ended ended = run(block("js", "@a2a-js/sdk"));
    assertThat(ended.output()).contains("mode: 'credits'", "credits_charged: 0.008");
  }

  @Test
  void openAiLoopEndsWithTheModelsWordsAboutTheToolsAnswer() {
    // Given
    model.answers(ReadmeClientsIT::think);
    // When
    Ended ended = run(block("js", "import OpenAI"));
    // Then
    assertThat(ended.output()).contains("4,478 metres");
  }

  @Test
  void configurationOfClaudeCodeConnectsAnMcpClient() {
    // Given
    JsonNode server =
        JsonMapper.shared().readTree(block("json", "mcpServers")).at("/mcpServers/toolroute");
    String header = server.at("/headers/Authorization").stringValue();
    assertThat(server.path("type").stringValue()).isEqualTo("http");
    assertThat(header).isEqualTo("Bearer ${TOOLROUTE_TEST_KEY}");
    // When
    String key = requireNonNull(exported.get("TOOLROUTE_TEST_KEY"));
    Ended ended =
        NodeProgram.script(
            "mcp-client-v1.mjs", LIMIT, Map.of(), server.path("url").stringValue(), key);
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void configurationOfCodexNamesTheSamePlace() {
    String url = "url = \"http://127.0.0.1:" + gateway.client().port() + "/mcp\"";
    assertThat(block("toml", "mcp_servers"))
        .contains(url, "bearer_token_env_var = \"TOOLROUTE_TEST_KEY\"");
    assertThat(exported).containsKey("TOOLROUTE_TEST_KEY");
  }

  /** A model that asks for a search, then repeats what it found. */
  private static Answer think(Request request) {
    JsonNode asked = JsonMapper.shared().readTree(request.body());
    JsonNode last = asked.path("messages").get(asked.path("messages").size() - 1);
    String message =
        last.path("role").asString("").equals("tool")
            ? JsonMapper.shared()
                .createObjectNode()
                .put("role", "assistant")
                .put(
                    "content",
                    JsonMapper.shared()
                        .readTree(last.path("content").stringValue())
                        .at("/result/answer")
                        .stringValue())
                .toString()
            : """
            {"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function",\
            "function":{"name":"tavily__search","arguments":"{\\"query\\":\\"Matterhorn\\",\
            \\"search_depth\\":\\"basic\\"}"}}]}\
            """;
    return Answer.json(
        200,
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"finish_reason":"stop","message":%s}]}\
        """
            .formatted(message));
  }

  private static Ended run(String program) {
    String text = Base64.getEncoder().encodeToString(program.getBytes(UTF_8));
    Map<String, String> environment = new HashMap<>(exported);
    environment.putAll(Map.of("OPENAI_API_KEY", "none", "OPENAI_BASE_URL", model.url() + "/v1"));
    Ended ended = NodeProgram.script("readme-snippet.mjs", LIMIT, environment, text);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return ended;
  }

  /** What a program finds that is started after the README's commands before the first call. */
  private static Map<String, String> exportedByTheReadersShell()
      throws IOException, InterruptedException {
    String commands =
        ConsoleExample.in(Path.of("README.md")).stream()
            .map(ConsoleExample::command)
            .takeWhile(command -> !command.startsWith("api "))
            .collect(Collectors.joining("\n"));
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", commands + "\nenv").redirectErrorStream(true);
    shell.environment().put("HOME", home.toString());
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.matches("(KEY|TOOLROUTE_[A-Z_]+)=.*"))
        .collect(Collectors.toMap(line -> line.split("=")[0], line -> line.split("=", 2)[1]));
  }

  /** The one fenced block of that language with that text in it. */
  private static String block(String language, String text) {
    List<String> blocks =
        Arrays.stream(readme.split("```"))
            .filter(part -> part.startsWith(language + "\n") && part.contains(text))
            .toList();
    assertThat(blocks).hasSize(1);
    return blocks.getFirst().substring(language.length() + 1);
  }
}
