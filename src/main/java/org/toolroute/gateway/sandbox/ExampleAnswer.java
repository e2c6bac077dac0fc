package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.ResultShape;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer of a provider that serves a request: the operation's example, in the wire's form. */
final class ExampleAnswer {

  private ExampleAnswer() {}

  static UpstreamAnswer of(Operation operation, UpstreamRequest request) {
    ObjectNode result = operation.example().result();
    ResultShape shape = operation.result();
    if (result.isEmpty() && shape.emptyAllowed()) {
      return new UpstreamAnswer(204, Map.of(), new byte[0]);
    }
    JsonNode text = result.path(ResultShape.TEXT_MEMBER);
    if (shape.textAllowed() && result.size() == 1 && text.isString()) {
      return text(text.stringValue());
    }
    JsonNode list = result.path(ResultShape.LIST_MEMBER);
    if (shape.listAllowed() && result.size() == 1 && list.isArray()) {
      return ErrorAnswer.json(200, Map.of(), list);
    }
    return ErrorAnswer.json(200, Map.of(), Usage.reported(operation, request));
  }

  /** A success that says nothing. */
  static UpstreamAnswer empty() {
    return new UpstreamAnswer(
        200, Map.of("content-type", "application/json"), "{}".getBytes(UTF_8));
  }

  private static UpstreamAnswer text(String text) {
    return new UpstreamAnswer(
        200, Map.of("content-type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }
}
