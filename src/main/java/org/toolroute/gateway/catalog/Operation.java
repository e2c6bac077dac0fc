package org.toolroute.gateway.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ToolName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One operation of a provider: what callers see, what the provider gets, what it costs.
 *
 * @param inputSchema JSON Schema 2020-12, closed: what it does not list is refused. Shared, not to
 *     be changed.
 * @param timeout for the whole upstream call
 * @param byokOnly never runs with the gateway's shared key
 * @param idempotencyHeader the request header in which the provider takes an idempotency key
 * @param inputBytesMax largest input, in bytes of its JSON
 * @param answerBytesMax largest answer, in bytes after decompression
 */
public record Operation(
    ToolName name,
    String title,
    String description,
    Effect effect,
    ToolHints hints,
    ObjectNode inputSchema,
    InputValidator validator,
    RequestTemplate request,
    ResultShape result,
    Price price,
    Duration timeout,
    boolean byokOnly,
    Optional<String> idempotencyHeader,
    int inputBytesMax,
    int answerBytesMax,
    Example example) {

  /**
   * Refuses an input that does not fit.
   *
   * @throws GatewayException {@code streaming_not_supported}, or {@code invalid_request} with
   *     {@code details.violations[]} of {@code pointer} and {@code message}
   */
  public void check(ObjectNode input) {
    if (asksForStream(input)) {
      throw new GatewayException(
          ErrorCode.STREAMING_NOT_SUPPORTED,
          "this operation answers in one piece: leave stream out, or set it to false");
    }
    List<Violation> violations = validator.validate(input);
    if (!violations.isEmpty()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      violations.forEach(violation -> list.add(violation.toJson()));
      ObjectNode details = JsonNodeFactory.instance.objectNode();
      details.set("violations", list);
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "the input does not fit the operation's schema", details);
    }
  }

  private static boolean asksForStream(ObjectNode input) {
    JsonNode stream = input.path("stream");
    return stream.isBoolean() && stream.booleanValue();
  }

  @Override
  public String toString() {
    return name.toString();
  }

  /** A realistic input with the answer it gets; shared, not to be changed. */
  public record Example(ObjectNode input, ObjectNode result) {}
}
