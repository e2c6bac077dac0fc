package org.toolroute.gateway.proof.contract;

import org.toolroute.gateway.parts.GatewayClient.Reply;
import tools.jackson.databind.JsonNode;

/**
 * How a call ended, as its protocol tells it.
 *
 * @param callId empty where the request did not become a call
 * @param result missing when it failed
 * @param error code, message and details; missing when it was served
 * @param billing the receipt
 * @param reply the whole answer
 */
record Outcome(String callId, JsonNode result, JsonNode error, JsonNode billing, Reply reply) {

  /** Out of {@code {"id","result"|"error","billing"}}. */
  static Outcome of(JsonNode envelope, Reply reply) {
    return new Outcome(
        envelope.path("id").asString(""),
        envelope.path("result"),
        envelope.path("error"),
        envelope.path("billing"),
        reply);
  }

  boolean served() {
    return error.isMissingNode() && !result.isMissingNode();
  }

  /** Empty when it was served. */
  String code() {
    return error.path("code").asString("");
  }
}
