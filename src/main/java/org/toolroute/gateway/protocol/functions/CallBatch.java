package org.toolroute.gateway.protocol.functions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of one request, in the order in which the model wrote them.
 *
 * @param api in whose form they are; empty when there is no call
 */
record CallBatch(Optional<ModelApi> api, List<FunctionCall> calls) {

  CallBatch {
    calls = List.copyOf(calls);
  }

  /**
   * Finds the calls in what a model's API answered, whole or in part. What stands between them,
   * such as text, reasoning and calls of other sorts, is passed over.
   *
   * @throws GatewayException {@code invalid_request} when it is nothing that a model's API answers,
   *     mixes the forms of several, or has the same id twice
   */
  static CallBatch read(JsonNode body) {
    return switch (body) {
      case ArrayNode items -> of(items);
      case ObjectNode object -> of(itemsOf(object));
      default -> throw unreadable();
    };
  }

  /** The list in which calls stand; a single call is a list of one. */
  private static ArrayNode itemsOf(ObjectNode object) {
    if (object.has("choices")) {
      return itemsOf(object(only(object, "choices"), "message"));
    }
    if (object.has("candidates")) {
      return itemsOf(object(only(object, "candidates"), "content"));
    }
    for (String list : List.of("tool_calls", "output", "parts", "content")) {
      if (object.path(list) instanceof ArrayNode items) {
        return items;
      }
    }
    if (ModelApi.ALL.stream().anyMatch(api -> api.isCall(object))) {
      return JsonNodeFactory.instance.arrayNode().add(object);
    }
    if (object.path("role").asString("").equals("assistant")) {
      return JsonNodeFactory.instance.arrayNode();
    }
    throw unreadable();
  }

  private static ObjectNode object(JsonNode parent, String name) {
    if (parent.path(name) instanceof ObjectNode object) {
      return object;
    }
    throw unreadable();
  }

  private static JsonNode only(ObjectNode object, String list) {
    if (object.path(list).size() != 1) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "There is not exactly one entry in " + list + "; send the one that you go on with.");
    }
    return object.path(list).path(0);
  }

  private static CallBatch of(ArrayNode items) {
    Set<ModelApi> apis = new HashSet<>();
    List<FunctionCall> calls = new ArrayList<>();
    for (JsonNode item : items) {
      apiOf(item)
          .ifPresent(api -> {
            apis.add(api);
            calls.add(api.read((ObjectNode) item, calls.size()));
          });
    }
    if (apis.size() > 1) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The calls are in the forms of several model APIs.");
    }
    requireDistinct(calls);
    return new CallBatch(apis.stream().findFirst(), calls);
  }

  private static Optional<ModelApi> apiOf(JsonNode item) {
    if (!(item instanceof ObjectNode object)) {
      throw unreadable();
    }
    Optional<ModelApi> api = ModelApi.ALL.stream().filter(one -> one.isCall(object)).findFirst();
    if (api.isEmpty() && !isOtherContent(object)) {
      throw unreadable();
    }
    return api;
  }

  /** Every other item says its type, but for Gemini's parts, which are known by their members. */
  private static boolean isOtherContent(ObjectNode item) {
    return item.path("type").isString()
        || List.of("text", "inlineData", "fileData", "executableCode", "codeExecutionResult")
            .stream()
            .anyMatch(item::has);
  }

  /** Answers are told apart by the id, so nothing is run under one that is there twice. */
  private static void requireDistinct(List<FunctionCall> calls) {
    if (calls.stream().map(FunctionCall::key).distinct().count() < calls.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "Two calls have the same id; none of the calls was run.");
    }
  }

  private static GatewayException unreadable() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST,
        "Send what the model answered: a tool call, a list of them, an assistant message, a chat"
            + " completion, the output of Responses, content blocks of Anthropic or parts of"
            + " Gemini.");
  }
}
