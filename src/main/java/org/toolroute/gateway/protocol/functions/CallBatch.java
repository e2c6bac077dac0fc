package org.toolroute.gateway.protocol.functions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.protocol.rest.Members;
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

  private static final List<String> CALL_MEMBERS =
      List.of("function", "functionCall", "function_call", "tool_calls");
  private static final List<String> PARTS =
      List.of(
          "text",
          "thought",
          "thoughtSignature",
          "inlineData",
          "fileData",
          "executableCode",
          "codeExecutionResult");

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
      case ObjectNode object -> of(CallItems.of(object));
      default -> throw unreadable();
    };
  }

  /** What is asked for, whatever stood around it: {@code [{"id","name","arguments"}]}. */
  ArrayNode json() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (FunctionCall call : calls) {
      ObjectNode one = json.addObject().put("id", call.key()).put("name", call.name());
      switch (call.arguments()) {
        case FunctionCall.Arguments.Given(ObjectNode input) -> one.set("arguments", input);
        case FunctionCall.Arguments.Unreadable _ -> one.putNull("arguments");
      }
    }
    return json;
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
      throw severalApis();
    }
    requireDistinct(calls);
    return new CallBatch(apis.stream().findFirst(), calls);
  }

  private static Optional<ModelApi> apiOf(JsonNode item) {
    if (!(item instanceof ObjectNode object)) {
      throw unreadable();
    }
    List<ModelApi> apis = ModelApi.ALL.stream().filter(one -> one.isCall(object)).toList();
    if (apis.size() > 1) {
      throw severalApis();
    }
    if (apis.isEmpty()) {
      requireOtherContent(object);
    }
    return apis.stream().findFirst();
  }

  /** A call in a form that nobody knows must not look like text. */
  private static void requireOtherContent(ObjectNode item) {
    CALL_MEMBERS.stream()
        .filter(item::hasNonNull)
        .findFirst()
        .ifPresent(member -> {
          throw Members.invalid(member, "is no call in the form of a model API");
        });
    String type = item.path("type").asString("");
    // Every other item says its type, but for Gemini's parts, which are known by their members.
    if (type.equals("function") || (type.isEmpty() && PARTS.stream().noneMatch(item::has))) {
      throw unreadable();
    }
  }

  /** Answers are told apart by the id, so nothing is run under one that is there twice. */
  private static void requireDistinct(List<FunctionCall> calls) {
    if (calls.stream().map(FunctionCall::key).distinct().count() < calls.size()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "Two calls have the same id; none of the calls was run.");
    }
  }

  private static GatewayException severalApis() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "The calls are in the forms of several model APIs.");
  }

  static GatewayException unreadable() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST,
        "Send what the model answered: a tool call, a list of them, an assistant message, a chat"
            + " completion, the output of Responses, content blocks of Anthropic or parts of"
            + " Gemini.");
  }
}
