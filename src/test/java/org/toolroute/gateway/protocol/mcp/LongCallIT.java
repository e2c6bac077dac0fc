package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.RunningGateway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls that take a while: what the client hears meanwhile, and what it owes when it leaves. */
@Timeout(60)
class LongCallIT {
  private static final String QUESTION = "{'query':'camel','search_depth':'basic'}";
  private static final String SEARCH = "{'name':'tavily__search','arguments':" + QUESTION + "}";
  private static final Answer FOUND =
      Answer.json(200, "{\"query\":\"camel\",\"results\":[],\"response_time\":0.4}");

  @AutoClose
  private static final RunningGateway running =
      RunningGateway.start(
          Map.of(
              "toolroute.mcp.progress-interval", "200ms",
              "logging.level.org.toolroute.gateway.protocol.mcp", "debug"));

  private static final ProviderStub stub = running.stub();
  private static final GatewayClient rest = running.client();

  private TestAccount account;
  private McpClient mcp;

  @BeforeAll
  static void start() {
    rest.shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @BeforeEach
  void newAccount() {
    account = rest.newAccount();
    mcp = new McpClient(rest.port(), "/mcp", account.live());
    stub.answers(FOUND);
    stub.forgetRequests();
  }

  @Test
  void aCallThatTakesLongTellsItsProgressUnderTheTokenZero() throws InterruptedException {
    // Given
    rest.topUp(account.id(), "1", "invoice-5");
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(request -> afterwards(answer));
    ObjectNode message = McpClient.message("tools/call", SEARCH);
    ((ObjectNode) message.at("/params/_meta")).put("progressToken", 0);
    // When
    try (McpClient.Events events = mcp.stream(message)) {
      JsonNode first = events.message();
      JsonNode second = events.message();
      answer.countDown();
      JsonNode last = second;
      while (last.has("method")) {
        last = events.message();
      }
      // Then
      assertThat(first.path("method").stringValue()).isEqualTo("notifications/progress");
      assertThat(first.at("/params/progressToken").toString()).isEqualTo("0");
      assertThat(second.at("/params/progress").decimalValue())
          .isGreaterThan(first.at("/params/progress").decimalValue());
      assertThat(last.at("/result/structuredContent/billing/credits_charged").toString())
          .isEqualTo("0.008");
    }
  }

  @Test
  void aLongCallWithoutATokenKeepsItsConnectionAliveByComments() {
    // Given
    rest.topUp(account.id(), "1", "invoice-6");
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(request -> afterwards(answer));
    // When
    try (McpClient.Events events = mcp.stream(McpClient.message("tools/call", SEARCH))) {
      String comment = events.line();
      answer.countDown();
      JsonNode last = events.message();
      // Then
      assertThat(comment).isEqualTo(": keep-alive");
      assertThat(events.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(last.at("/result/isError").booleanValue()).isFalse();
    }
  }

  @Test
  void aClientThatGoesAwayDoesNotMakeItsCallFree() {
    // Given
    rest.topUp(account.id(), "1", "invoice-7");
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(request -> afterwards(answer));
    ObjectNode message = McpClient.message("tools/call", SEARCH);
    ((ObjectNode) message.at("/params/_meta")).put("progressToken", "p");
    // When
    try (CapturedLogs logs = CapturedLogs.start()) {
      try (McpClient.Events events = mcp.stream(message)) {
        events.message();
      }
      await().until(() -> logs.text().contains("an MCP client went away"));
    }
    answer.countDown();
    // Then: by its bill, since the balance lacks as much while the credits are held
    await().untilAsserted(() -> assertThat(charges()).containsExactly("captured 0.008"));
    assertThat(balance()).isEqualTo("0.992");
    assertThat(stub.requests()).hasSize(1);
  }

  private static Answer afterwards(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return FOUND;
  }

  private List<String> charges() {
    return rest.get("/api/v1/usage", account.live())
        .json()
        .path("data")
        .valueStream()
        .map(row -> row.path("outcome").asString() + " " + row.path("credits_charged"))
        .toList();
  }

  private String balance() {
    return rest.get("/api/v1/key", account.live()).json().path("credits_remaining").toString();
  }
}
