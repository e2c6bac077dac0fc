package org.toolroute.gateway.execution;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A provider's answer in its normalised form.
 *
 * @param result what the caller gets
 * @param answer what the provider answered, for the price; differs from {@code result} where
 *     members are redacted
 * @param upstreamStatus the provider's HTTP status
 */
public record ToolResult(JsonNode result, JsonNode answer, int upstreamStatus) {

  /** The status as usage rows hold it. */
  public Optional<Integer> status() {
    return Optional.of(upstreamStatus);
  }

  @Override
  public String toString() {
    return "ToolResult[" + upstreamStatus + "]";
  }
}
