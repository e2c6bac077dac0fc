package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.protocol.mcp.McpClient.Events;
import org.toolroute.gateway.protocol.mcp.McpClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Streams on which clients hear that the list of tools changed. */
@Timeout(60)
class ListeningIT {
  private static final int LISTENERS = 2;
  private static final ObjectNode LISTEN =
      McpClient.message("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}");

  @AutoClose
  private static final RunningGateway running =
      RunningGateway.start(
          Map.of(
              "toolroute.mcp.keep-alive",
              "100ms",
              "toolroute.streams.per-key",
              String.valueOf(LISTENERS)));

  private static final GatewayClient rest = running.client();

  private TestAccount account;
  private McpClient mcp;

  @BeforeEach
  void newAccount() {
    account = rest.newAccount();
    mcp = new McpClient(rest.port(), "/mcp", account.live());
  }

  @Test
  void aListenerHearsWhenAProviderStopsAndIsGivenTheNewListAtOnce() throws Exception {
    // Given
    CamelContext routes = running.gateway().bean(CamelContext.class);
    assertThat(mcp.tools()).anyMatch(tool -> isOf(tool, "tavily"));
    try (Events events = mcp.stream(LISTEN)) {
      JsonNode acknowledged = events.message();
      // When
      routes.getRouteController().stopRoute("tavily");
      JsonNode changed = events.message();
      List<JsonNode> without = mcp.tools();
      routes.getRouteController().startRoute("tavily");
      // Then
      assertThat(acknowledged.path("method").stringValue())
          .isEqualTo("notifications/subscriptions/acknowledged");
      assertThat(acknowledged.at("/params/notifications").toString())
          .isEqualTo("{\"toolsListChanged\":true}");
      assertThat(changed.path("method").stringValue())
          .isEqualTo("notifications/tools/list_changed");
      assertThat(changed.at("/params/_meta").path(MetaKeys.SUBSCRIPTION_ID).intValue())
          .isEqualTo(1);
      assertThat(without).isNotEmpty().noneMatch(tool -> isOf(tool, "tavily"));
      assertThat(events.message().path("method").stringValue())
          .isEqualTo("notifications/tools/list_changed");
      assertThat(mcp.tools()).anyMatch(tool -> isOf(tool, "tavily"));
    } finally {
      routes.getRouteController().startRoute("tavily");
    }
  }

  @Test
  void aSilentStreamShowsThatItLives() {
    try (Events events = mcp.stream(LISTEN)) {
      events.message();
      assertThat(events.line()).isEqualTo(": keep-alive");
      assertThat(events.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(events.header("X-Accel-Buffering")).isEqualTo("no");
    }
  }

  @Test
  void aKeyListensOnAFewStreamsOnlyAndOnAnotherOneWhenOneIsClosed() {
    // Given
    List<Events> open = new ArrayList<>();
    for (int i = 0; i < LISTENERS; i++) {
      open.add(mcp.stream(LISTEN));
    }
    // When
    Reply refused = mcp.send(LISTEN.toString(), McpClient.headers(LISTEN));
    open.removeFirst().close();
    // Then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/error/data/code").stringValue()).isEqualTo("rate_limited");
    assertThat(refused.json().at("/error/data/limit").stringValue()).isEqualTo("streams_per_key");
    await()
        .untilAsserted(() -> {
          Events again = mcp.stream(LISTEN);
          open.add(again);
          assertThat(again.status()).isEqualTo(200);
        });
    open.forEach(Events::close);
  }

  @ParameterizedTest
  @CsvSource({"revoke,invalid_api_key", "freeze,account_frozen"})
  void aListenerWhoseKeyIsGoodNoMoreHearsOfNothing(String what, String code) throws Exception {
    // Given
    CamelContext routes = running.gateway().bean(CamelContext.class);
    String path = "/admin/v1/accounts/" + account.id();
    try (Events events = mcp.stream(LISTEN)) {
      events.message();
      // When
      if (what.equals("revoke")) {
        rest.admin("DELETE", path + "/keys/" + account.liveKeyId(), "");
      } else {
        rest.admin("POST", path + "/freeze", "");
      }
      routes.getRouteController().stopRoute("tavily");
      JsonNode last = events.message();
      // Then
      assertThat(last.at("/error/data/code").stringValue()).isEqualTo(code);
      assertThat(events.message().isMissingNode()).as("the end of the stream").isTrue();
    } finally {
      routes.getRouteController().startRoute("tavily");
    }
    Reply again = mcp.send(LISTEN.toString(), McpClient.headers(LISTEN));
    assertThat(again.json().at("/error/data/code").stringValue()).isEqualTo(code);
  }

  private static boolean isOf(JsonNode tool, String provider) {
    return tool.path("name").stringValue().startsWith(provider + "__");
  }
}
