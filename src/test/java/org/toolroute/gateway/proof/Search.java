package org.toolroute.gateway.proof;

import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub.Answer;

/** The call that most proofs make: a web search, which costs {@link #PRICE} credits. */
final class Search {
  static final String PRICE = "0.008";
  static final String SHARED_KEY = "tvly-shared-0123456789abcdef";
  static final String OWN_KEY = "tvly-own-0123456789abcdef";
  static final String INPUT = "{\"query\":\"camel\",\"search_depth\":\"basic\"}";
  static final Answer ANSWER =
      Answer.json(
          200,
          """
          {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
          """);

  private Search() {}

  static Reply call(GatewayClient client, String key) {
    return client.execute(key, "tavily", "search", INPUT);
  }

  static Reply callOnce(GatewayClient client, String key, String idempotencyKey) {
    return client.execute(
        key, "tavily", "search", INPUT, Map.of("Idempotency-Key", idempotencyKey));
  }

  /** Whether the answer is the search's, paid with credits. */
  static boolean paid(Reply reply) {
    return reply.status() == 200
        && reply.json().at("/billing/mode").asString("").equals("credits")
        && reply.json().at("/billing/credits_charged").decimalValue().toPlainString().equals(PRICE);
  }
}
