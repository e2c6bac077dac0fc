package org.toolroute.gateway.protocol.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.node.JsonNodeFactory;

/** Real answers of the gateway against the schemas of its document, successes and failures. */
class AnswersAsDocumentedIT {
  private static final String EXECUTE = "/api/v1/execute";
  private static final String BYOK = "/api/v1/byok";
  private static final String ONE_BYOK = "/api/v1/byok/{id}";
  private static final String OWN = "tvly-own-0123456789abcdef";
  private static final String QUESTION = "{\"query\":\"camel\"}";
  private static final String FOUND =
      """
      {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
      """;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static DocumentedAnswers documented;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
    documented = new DocumentedAnswers(client.get("/openapi.json", "").json());
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
    stub.answers(Answer.json(200, FOUND));
  }

  @Test
  void callsThatSucceed() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply credits = execute(QUESTION);
    client.register(account.live(), "tavily", OWN);
    Reply byok = execute(QUESTION);
    // Then
    checked(200, "post", EXECUTE, credits);
    checked(200, "post", EXECUTE, byok);
    checked(200, "get", "/api/v1/usage", client.get("/api/v1/usage", account.live()));
    checked(200, "get", "/api/v1/key", client.get("/api/v1/key", account.live()));
  }

  @Test
  void callsThatAreRefused() {
    checked(402, "post", EXECUTE, execute(QUESTION));
    client.topUp(account.id(), "1", "invoice-1");
    checked(400, "post", EXECUTE, execute("{\"qery\":\"camel\"}"));
    checked(404, "post", EXECUTE, client.execute(account.live(), "tavly", "search", QUESTION));
    checked(401, "post", EXECUTE, client.execute("tr_live_none", "tavily", "search", QUESTION));
    checked(
        415,
        "post",
        EXECUTE,
        client.send("POST", EXECUTE, account.live(), "{}", Map.of("Content-Type", "text/plain")));
    checked(413, "post", EXECUTE, client.post(EXECUTE, account.live(), " ".repeat(1_048_577)));
    checked(
        422,
        "post",
        EXECUTE,
        client.execute(
            account.live(),
            "openai",
            "chat_completion",
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"stream\":true}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429, 432, 500, 503})
  void callsThatFailAtTheProvider(int status) {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Answer.json(status, "{\"detail\":{\"error\":\"no\"}}"));
    // When
    Reply reply = execute(QUESTION);
    // Then
    assertThat(reply.status()).isGreaterThanOrEqualTo(400);
    checked(reply.status(), "post", EXECUTE, reply);
    checked(200, "get", "/api/v1/usage", client.get("/api/v1/usage", account.live()));
  }

  @Test
  void ownKeysFromRegisteringToTheirEnd() {
    // Given
    Reply registered =
        client.post(
            BYOK,
            account.live(),
            "{\"provider\":\"tavily\",\"api_key\":\"" + OWN + "\",\"label\":\"team\"}");
    String path = BYOK + "/" + registered.json().path("id").asString("");
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"Unauthorized\"}}"));
    // Then
    checked(201, "post", BYOK, registered);
    checked(401, "post", EXECUTE, execute(QUESTION));
    checked(200, "get", BYOK, client.get(BYOK, account.live()));
    checked(200, "get", ONE_BYOK, client.get(path, account.live()));
    checked(204, "delete", ONE_BYOK, client.delete(path, account.live()));
    checked(404, "get", ONE_BYOK, client.get(path, account.live()));
    checked(404, "delete", ONE_BYOK, client.delete(path, account.live()));
    checked(422, "post", BYOK, client.register(account.live(), "nobody", OWN));
    checked(422, "post", BYOK, client.register(account.live(), "context7", OWN));
    checked(422, "post", BYOK, client.register(account.live(), "twilio", "no-colon"));
    checked(400, "post", BYOK, client.post(BYOK, account.live(), "{}"));
    checked(400, "get", BYOK, client.get(BYOK + "?limit=0", account.live()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalog", "openai", "openai-responses", "anthropic", "gemini", "mcp"})
  void listsOfTools(String format) {
    checked(200, "get", "/api/v1/tools", client.get("/api/v1/tools?format=" + format, ""));
  }

  @Test
  void listsOfWhatThereIs() {
    checked(200, "get", "/api/v1/providers", client.get("/api/v1/providers", ""));
    checked(404, "get", "/api/v1/tools", client.get("/api/v1/tools?tool=nobody__x", ""));
    checked(400, "get", "/api/v1/tools", client.get("/api/v1/tools?format=xml", ""));
    checked(400, "get", "/api/v1/usage", client.get("/api/v1/usage?mode=gift", account.live()));
    checked(
        200, "get", "/.well-known/agent-card.json", client.get("/.well-known/agent-card.json", ""));
    checked(200, "get", "/openapi.json", client.get("/openapi.json", ""));
  }

  @Test
  void callsOfAModel() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    List<String> bodies =
        List.of(
            "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"tavily__search\","
                + "\"arguments\":\"{\\\"query\\\":\\\"camel\\\"}\"}}",
            "{\"parts\":[{\"functionCall\":{\"name\":\"tavily__search\",\"args\":{}}}]}",
            "[]");
    // Then
    for (String body : bodies) {
      checked(
          200,
          "post",
          "/api/v1/tool-calls",
          client.post("/api/v1/tool-calls", account.live(), body));
    }
    checked(
        400, "post", "/api/v1/tool-calls", client.post("/api/v1/tool-calls", account.live(), "{}"));
  }

  @Test
  void answersOfTheAgentProtocols() {
    String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    checked(200, "post", "/mcp", client.post("/mcp", account.live(), list));
    checked(401, "post", "/mcp", client.post("/mcp", "", list));
    checked(400, "post", "/mcp", client.post("/mcp", account.live(), "[]"));
    checked(200, "post", "/api/a2a", client.post("/api/a2a", account.live(), list));
    checked(401, "post", "/api/a2a", client.post("/api/a2a", "", list));
    checked(400, "get", "/api/a2a/v1/tasks", client.get("/api/a2a/v1/tasks", account.live()));
  }

  @Test
  void aChargeThatIsNotConfirmedIsNull() {
    // Given
    BillingReceipt unconfirmed =
        new BillingReceipt(
            Optional.of(BillingMode.CREDITS),
            Optional.empty(),
            Optional.of(new ProviderId("tavily")),
            List.of("max_tokens set to 1024"));
    // Then
    assertThat(
            documented.violations(
                JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/Billing"),
                Envelope.billing(unconfirmed)))
        .isEmpty();
  }

  private Reply execute(String input) {
    return client.execute(account.live(), "tavily", "search", input);
  }

  private static void checked(int status, String method, String path, Reply reply) {
    assertThat(reply.status()).as(method + " " + path + " " + reply.text()).isEqualTo(status);
    documented.check(method, path, reply);
  }
}
