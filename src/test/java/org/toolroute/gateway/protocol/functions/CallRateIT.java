package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Every call counts against the rate of its key, however many come in one request. */
class CallRateIT {
  private static final String TWO_CALLS =
      """
      [{"type":"tool_use","id":"a","name":"context7__search_library","input":{"libraryName":"camel","query":"x"}},
       {"type":"tool_use","id":"b","name":"context7__search_library","input":{"libraryName":"camel","query":"x"}}]\
      """;

  @Test
  void callsBeyondTheRateAreMessagesAndARequestOfOnlySuchIsRefused() {
    try (TestDatabase database = TestDatabase.create();
        ProviderStub stub = ProviderStub.start();
        TestGateway gateway =
            TestGateway.start(
                database,
                stub,
                TestGateway.newHome(),
                Map.of(
                    "toolroute.limits.requests-per-minute", "3",
                    "toolroute.limits.concurrent-requests", "1"))) {
      GatewayClient client = gateway.client();
      String key = client.newAccount().live();
      // When
      Reply within = client.post("/api/v1/tool-calls", key, TWO_CALLS);
      Reply half = client.post("/api/v1/tool-calls", key, TWO_CALLS);
      Reply beyond = client.post("/api/v1/tool-calls", key, TWO_CALLS);
      // Then
      assertThat(within.text()).doesNotContain("is_error");
      assertThat(half.status()).isEqualTo(200);
      assertThat(half.json().at("/messages/0/content/1/content").asString())
          .contains("rate_limited", "retry_after");
      assertThat(beyond.status()).isEqualTo(429);
      assertThat(beyond.errorCode()).isEqualTo("rate_limited");
      assertThat(beyond.headers()).containsKey("retry-after");
      assertThat(stub.requests()).hasSize(3);
    }
  }
}
