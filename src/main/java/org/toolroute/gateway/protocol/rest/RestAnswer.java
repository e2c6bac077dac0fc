package org.toolroute.gateway.protocol.rest;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a REST operation answers.
 *
 * @param headers further response headers, each safe to print
 */
public record RestAnswer(int status, Map<String, String> headers, Optional<JsonNode> body) {

  public RestAnswer {
    headers = Map.copyOf(headers);
  }

  public static RestAnswer ok(JsonNode body) {
    return new RestAnswer(200, Map.of(), Optional.of(body));
  }

  public static RestAnswer created(JsonNode body) {
    return new RestAnswer(201, Map.of(), Optional.of(body));
  }

  public static RestAnswer noContent() {
    return new RestAnswer(204, Map.of(), Optional.empty());
  }
}
