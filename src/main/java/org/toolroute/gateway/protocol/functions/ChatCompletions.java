package org.toolroute.gateway.protocol.functions;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Chat Completions: {@code {"id","type":"function","function":{"name","arguments"}}},
 * answered by one {@code ChatCompletionToolMessageParam} for each call.
 */
record ChatCompletions() implements ModelApi {

  @Override
  public boolean isCall(ObjectNode item) {
    return item.path("function").isObject()
        && item.path("type").asString("function").equals("function");
  }

  @Override
  public FunctionCall read(ObjectNode item, int position) {
    JsonNode function = item.path("function");
    return FunctionCall.of(item.path("id"), function.path("name"), function.path("arguments"));
  }

  @Override
  public ArrayNode answer(List<AnsweredCall> calls) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    calls.forEach(answered ->
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", answered.call().key())
            .put("content", answered.text()));
    return messages;
  }
}
