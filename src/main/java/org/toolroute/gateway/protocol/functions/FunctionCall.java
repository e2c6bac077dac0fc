package org.toolroute.gateway.protocol.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import org.toolroute.gateway.shared.Unicode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call that a model asks for.
 *
 * @param givenId the call's id, where the model's API has one
 * @param key names the call within its request and in the answer's {@code billing}: its id, or its
 *     position written {@code #0}
 * @param name the function's name, as the model wrote it
 */
record FunctionCall(Optional<String> givenId, String key, String name, Arguments arguments) {
  static final int ID_LENGTH_MAX = 200;

  /** The input of a call as the model wrote it. */
  sealed interface Arguments {

    /** An object. */
    record Given(ObjectNode input) implements Arguments {}

    /** Something else; the model is told what is wrong, and can ask again. */
    record Unreadable(GatewayException problem) implements Arguments {}
  }

  /** A call with an id. */
  static FunctionCall of(JsonNode id, JsonNode name, JsonNode arguments) {
    String text = text(id, "id");
    return new FunctionCall(Optional.of(text), text, text(name, "function name"), read(arguments));
  }

  /** A call that may have no id. */
  static FunctionCall at(int position, JsonNode id, JsonNode name, JsonNode arguments) {
    return id.isMissingNode() || id.isNull()
        ? new FunctionCall(
            Optional.empty(), "#" + position, text(name, "function name"), read(arguments))
        : of(id, name, arguments);
  }

  private static String text(JsonNode node, String what) {
    String text = node.asString("");
    if (!node.isString() || text.isEmpty() || text.length() > ID_LENGTH_MAX) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "A call has no " + what + " of 1 to " + ID_LENGTH_MAX + " characters.");
    }
    if (!Unicode.isText(text)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The " + what + " of a call is not Unicode: half of a surrogate pair.");
    }
    return text;
  }

  /** An object, the JSON text of one, or nothing at all for a function without parameters. */
  private static Arguments read(JsonNode arguments) {
    return switch (arguments) {
      case ObjectNode object -> new Arguments.Given(object);
      case JsonNode node when node.isString() -> parse(node.stringValue());
      case JsonNode node when node.isMissingNode() || node.isNull() -> none();
      default -> unreadable("The arguments are not a JSON object.");
    };
  }

  private static Arguments parse(String text) {
    if (text.isBlank()) {
      return none();
    }
    if (!Unicode.isText(text)) {
      return unreadable("The arguments are not Unicode: half of a surrogate pair.");
    }
    try {
      return StrictJson.read(text.getBytes(UTF_8)) instanceof ObjectNode object
          ? new Arguments.Given(object)
          : unreadable("The arguments are not a JSON object.");
    } catch (JacksonException e) {
      return unreadable(
          "The arguments are not valid JSON, have a member twice, or are beyond a limit of depth or"
              + " numbers.");
    }
  }

  private static Arguments none() {
    return new Arguments.Given(JsonNodeFactory.instance.objectNode());
  }

  private static Arguments unreadable(String message) {
    return new Arguments.Unreadable(new GatewayException(ErrorCode.INVALID_REQUEST, message));
  }
}
