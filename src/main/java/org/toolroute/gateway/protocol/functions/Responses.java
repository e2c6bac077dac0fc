package org.toolroute.gateway.protocol.functions;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's Responses: {@code {"type":"function_call","call_id","name","arguments"}}, answered by
 * one {@code function_call_output} item for each call.
 */
record Responses() implements ModelApi {

  @Override
  public boolean isCall(ObjectNode item) {
    return item.path("type").asString("").equals("function_call");
  }

  @Override
  public FunctionCall read(ObjectNode item, int position) {
    return FunctionCall.of(item.path("call_id"), item.path("name"), item.path("arguments"));
  }

  @Override
  public ArrayNode answer(List<AnsweredCall> calls) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    calls.forEach(answered ->
        items
            .addObject()
            .put("type", "function_call_output")
            .put("call_id", answered.call().key())
            .put("output", answered.text()));
    return items;
  }
}
