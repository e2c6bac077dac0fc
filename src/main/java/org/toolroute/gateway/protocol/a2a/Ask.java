package org.toolroute.gateway.protocol.a2a;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a message asks for. */
sealed interface Ask {
  Set<String> CONTENTS = Set.of("text", "data", "raw", "url");

  /** A call, as one data part {@code {"tool","operation","input"}} or the same JSON as text. */
  record Call(String tool, Optional<String> operation, ObjectNode input) implements Ask {
    private static final Set<String> MEMBERS = Set.of("tool", "operation", "input");

    private static Call read(JsonNode data) {
      if (!(data instanceof ObjectNode object)) {
        throw Members.invalid("data", "must be an object with tool, operation and input");
      }
      Members members = new Members(object, MEMBERS);
      return new Call(
          members.text("tool"),
          members.optionalText("operation"),
          members.optionalObject("input").orElseGet(JsonNodeFactory.instance::objectNode));
    }
  }

  /** Words. Nothing in here guesses which call they mean. */
  record Prose() implements Ask {}

  /**
   * Finds the call in the parts of a message; text beside a data part explains and is ignored.
   *
   * @throws GatewayException {@code invalid_request} for JSON that is no call, and for two calls
   * @throws A2aException for a part of a type that this agent does not take
   */
  static Ask of(ArrayNode parts) {
    List<Call> calls = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (JsonNode part : parts) {
      requireOneContent(part);
      if (part.has("data")) {
        requireType(part, "application/json");
        calls.add(Call.read(part.path("data")));
      } else if (part.path("text").isString()) {
        requireType(part, "text/", "application/json");
        texts.add(part.path("text").stringValue().strip());
      } else {
        throw notSupported();
      }
    }
    if (calls.isEmpty()) {
      texts.stream().filter(text -> text.startsWith("{")).map(Ask::parse).forEach(calls::add);
    }
    if (calls.size() > 1) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "A message asks for one call; send one message for each.");
    }
    return calls.isEmpty() ? new Prose() : calls.getFirst();
  }

  private static Call parse(String text) {
    try {
      return Call.read(StrictJson.read(text.getBytes(UTF_8)));
    } catch (JacksonException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The text starts as a JSON object and is not valid JSON.");
    }
  }

  /** Of two, one would be used unseen. */
  private static void requireOneContent(JsonNode part) {
    if (CONTENTS.stream().filter(part::has).count() != 1) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "Each part has exactly one of text, data, raw and url.");
    }
  }

  private static void requireType(JsonNode part, String... accepted) {
    String camel = part.path("mediaType").asString("");
    String type = camel.isEmpty() ? part.path("media_type").asString("") : camel;
    String small = type.toLowerCase(Locale.ROOT);
    if (!small.isEmpty() && Arrays.stream(accepted).noneMatch(small::startsWith)) {
      throw notSupported();
    }
  }

  private static A2aException notSupported() {
    return new A2aException(
        A2aFault.CONTENT_TYPE_NOT_SUPPORTED,
        "This agent takes data parts of application/json, and text.");
  }
}
