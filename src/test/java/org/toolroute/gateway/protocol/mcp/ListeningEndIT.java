package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.protocol.mcp.McpClient.Events;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a stream of changes ends: with its result, in time. */
@Timeout(60)
class ListeningEndIT {
  private static final ObjectNode LISTEN =
      McpClient.message("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}");

  @Test
  void aStreamEndsWithItsResultAfterAWhile() {
    try (ConformanceServer server = ConformanceServer.start(Duration.ofMillis(300))) {
      try (Events events = new McpClient(server.port(), "/mcp", "").stream(LISTEN)) {
        // When
        JsonNode first = events.message();
        JsonNode last = events.message();
        // Then
        assertThat(first.path("method").stringValue()).endsWith("acknowledged");
        assertEnd(last);
      }
    }
  }

  @Test
  void aGatewayThatStopsEndsItsStreamsInsteadOfWaitingForThem() {
    try (TestDatabase database = TestDatabase.create();
        ProviderStub stub = ProviderStub.start()) {
      // Given
      TestGateway gateway = TestGateway.start(database, stub);
      String key = gateway.client().newAccount().live();
      try (Events events = new McpClient(gateway.client().port(), "/mcp", key).stream(LISTEN)) {
        events.message();
        Instant begun = Instant.now();
        // When
        gateway.close();
        // Then
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertEnd(events.message());
      }
    }
  }

  private static void assertEnd(JsonNode last) {
    assertThat(last.path("id").intValue()).isEqualTo(1);
    assertThat(last.at("/result/resultType").stringValue()).isEqualTo("complete");
    assertThat(last.at("/result/_meta").path(MetaKeys.SUBSCRIPTION_ID).intValue()).isEqualTo(1);
  }
}
