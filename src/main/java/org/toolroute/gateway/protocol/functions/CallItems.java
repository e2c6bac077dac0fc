package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.stream.Stream;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of a model's answer among which its calls stand, wherever the model's API puts them.
 */
final class CallItems {
  private static final String CHOICES = "choices";
  private static final String CANDIDATES = "candidates";
  private static final String CONTENT = "content";
  private static final String LEGACY = "function_call";
  private static final List<String> LISTS = List.of("tool_calls", "output", "parts", CONTENT);

  private CallItems() {}

  /**
   * Finds them; none in an answer that is only text. What could hold calls too is never passed
   * over.
   *
   * @throws GatewayException {@code invalid_request}, which names the member that is in the way
   */
  static ArrayNode of(ObjectNode answer) {
    if (isPresent(answer, CHOICES)) {
      return inner(answer, CHOICES, "message");
    }
    if (isPresent(answer, CANDIDATES)) {
      return inner(answer, CANDIDATES, CONTENT);
    }
    if (isPresent(answer, LEGACY)) {
      throw Members.invalid(LEGACY, "is not taken; offer the model tools in place of functions");
    }
    List<String> lists = lists(answer);
    if (isCall(answer)) {
      lists.stream().findFirst().ifPresent(CallItems::refuse);
      return JsonNodeFactory.instance.arrayNode().add(answer);
    }
    if (lists.isEmpty() && !answer.path("role").asString("").equals("assistant")) {
      throw CallBatch.unreadable();
    }
    return together(answer, lists);
  }

  private static ArrayNode inner(ObjectNode answer, String list, String member) {
    Stream.concat(Stream.of(CHOICES, CANDIDATES, LEGACY), LISTS.stream())
        .filter(other -> !other.equals(list) && isPresent(answer, other))
        .findFirst()
        .ifPresent(CallItems::refuse);
    if (answer.path(list).size() != 1) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "There is not exactly one entry in " + list + "; send the one that you go on with.");
    }
    if (answer.path(list).path(0).path(member) instanceof ObjectNode object) {
      return of(object);
    }
    throw CallBatch.unreadable();
  }

  /** Text may stand beside calls, but only one of the lists may hold any. */
  private static ArrayNode together(ObjectNode answer, List<String> lists) {
    lists.stream()
        .filter(list -> answer.path(list).valueStream().anyMatch(CallItems::isCall))
        .skip(1)
        .findFirst()
        .ifPresent(CallItems::refuse);
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    lists.forEach(list -> answer.path(list).forEach(items::add));
    return items;
  }

  private static List<String> lists(ObjectNode answer) {
    List<String> lists =
        LISTS.stream()
            .filter(list -> isPresent(answer, list))
            .filter(list -> !list.equals(CONTENT) || !answer.path(list).isString())
            .toList();
    for (String list : lists) {
      if (!answer.path(list).isArray()) {
        throw Members.invalid(list, "must be a list");
      }
    }
    return lists;
  }

  private static boolean isCall(JsonNode item) {
    return item instanceof ObjectNode object
        && ModelApi.ALL.stream().anyMatch(api -> api.isCall(object));
  }

  private static boolean isPresent(ObjectNode answer, String member) {
    return answer.hasNonNull(member);
  }

  private static void refuse(String member) {
    throw Members.invalid(
        member, "stands beside calls in another place; send what one model API answered");
  }
}
