package org.toolroute.gateway.protocol.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.protocol.RequestId;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the public API, OpenAPI 3.1. Paths and schemas are written by hand; what the
 * code knows better is filled in: the error codes with their statuses, and an example for each tool
 * that is published.
 */
final class ApiDocument {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final CallableTools callable;

  ApiDocument(CallableTools callable) {
    this.callable = callable;
  }

  /** Writes it as it is now. */
  ObjectNode write() {
    ObjectNode document = DocumentParts.read();
    ArrayNode codes = object(document, "/components/schemas/ErrorCode").putArray("enum");
    Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).forEach(codes::add);
    ErrorAnswers errors = new ErrorAnswers(document.at("/components/schemas"));
    for (JsonNode path : document.path("paths")) {
      for (String method : METHODS) {
        if (path.get(method) instanceof ObjectNode operation) {
          errors.write(operation);
          operation.path("responses").forEach(ApiDocument::nameRequest);
        }
      }
    }
    document.at("/components/responses").forEach(ApiDocument::nameRequest);
    examples(
        object(document, "/paths/~1api~1v1~1execute/post/requestBody/content/application~1json"));
    return document;
  }

  /** Every answer has the header. */
  private static void nameRequest(JsonNode answer) {
    if (answer instanceof ObjectNode own && !own.has("$ref")) {
      own.withObjectProperty("headers")
          .putObject(RequestId.HEADER)
          .put("$ref", "#/components/headers/" + RequestId.HEADER);
    }
  }

  private void examples(ObjectNode content) {
    ObjectNode examples = JsonNodeFactory.instance.objectNode();
    for (Operation operation : callable.visibleTo(Optional.empty())) {
      ObjectNode example = examples.putObject(operation.name().functionName());
      example.put("summary", operation.title());
      ObjectNode value = example.putObject("value");
      value.put("tool", operation.name().provider().value());
      value.put("operation", operation.name().operation());
      value.set("input", operation.example().input());
    }
    if (!examples.isEmpty()) {
      content.set("examples", examples);
    }
  }

  private static ObjectNode object(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }
}
