package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.ResultShape;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a successful answer into the result object. */
public final class ResultShaper {
  private static final int NO_CONTENT = 204;

  /**
   * The result for the caller, and the answer that the price is settled by.
   *
   * @throws GatewayException {@code provider_error} when the answer is not what the operation
   *     answers
   */
  public ShapedResult shape(Operation operation, UpstreamAnswer answer) {
    if (answer.body().length > operation.answerBytesMax()) {
      throw garbage("is larger than " + operation.answerBytesMax() + " bytes");
    }
    JsonNode document = document(operation.result(), answer);
    JsonNode redacted = Redaction.of(operation.result().redacted(), document);
    return new ShapedResult(asObject(operation.result(), redacted), document);
  }

  private static JsonNode document(ResultShape shape, UpstreamAnswer answer) {
    if (answer.status() == NO_CONTENT || answer.body().length == 0) {
      if (shape.emptyAllowed()) {
        return JsonNodeFactory.instance.objectNode();
      }
      throw garbage("is empty");
    }
    if (shape.textAllowed() && isPlainText(answer)) {
      return JsonNodeFactory.instance
          .objectNode()
          .put(ResultShape.TEXT_MEMBER, new String(answer.body(), UTF_8));
    }
    return AnswerJson.read(answer.body()).orElseThrow(() -> garbage("is not acceptable JSON"));
  }

  private static ObjectNode asObject(ResultShape shape, JsonNode document) {
    return switch (document) {
      case ObjectNode object -> object;
      case ArrayNode list when shape.listAllowed() -> {
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.set(ResultShape.LIST_MEMBER, list);
        yield wrapped;
      }
      default -> throw garbage("is not a JSON object");
    };
  }

  private static boolean isPlainText(UpstreamAnswer answer) {
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/plain") || type.startsWith("text/markdown");
  }

  private static GatewayException garbage(String what) {
    return new GatewayException(ErrorCode.PROVIDER_ERROR, "the provider's answer " + what);
  }
}
