package org.toolroute.gateway.protocol.functions;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How one model API writes the calls that its model asks for, and wants them answered. */
sealed interface ModelApi permits ChatCompletions, Responses, AnthropicMessages, GeminiContents {
  List<ModelApi> ALL =
      List.of(
          new ChatCompletions(), new Responses(), new AnthropicMessages(), new GeminiContents());

  /** Whether {@code item} is a call in this API's form. */
  boolean isCall(ObjectNode item);

  /**
   * Reads a call.
   *
   * @param position among the calls of the request, from 0
   * @throws org.toolroute.gateway.shared.GatewayException {@code invalid_request} when its id or
   *     name is missing
   */
  FunctionCall read(ObjectNode item, int position);

  /** What is to be added to the conversation next, for at least one call. */
  ArrayNode answer(List<AnsweredCall> calls);
}
