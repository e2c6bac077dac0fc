package org.toolroute.gateway.protocol.functions;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's Messages: {@code {"type":"tool_use","id","name","input"}}, answered by one user
 * message with a {@code ToolResultBlockParam} for each call.
 */
record AnthropicMessages() implements ModelApi {

  @Override
  public boolean isCall(ObjectNode item) {
    return item.path("type").asString("").equals("tool_use");
  }

  @Override
  public FunctionCall read(ObjectNode item, int position) {
    return FunctionCall.of(item.path("id"), item.path("name"), item.path("input"));
  }

  @Override
  public ArrayNode answer(List<AnsweredCall> calls) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    ArrayNode blocks = messages.addObject().put("role", "user").putArray("content");
    for (AnsweredCall answered : calls) {
      ObjectNode block = blocks.addObject();
      block.put("type", "tool_result");
      block.put("tool_use_id", answered.call().key());
      block.put("content", answered.text());
      if (answered.failed()) {
        block.put("is_error", true);
      }
    }
    return messages;
  }
}
