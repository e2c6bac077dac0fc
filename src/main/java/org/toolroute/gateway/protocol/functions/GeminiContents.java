package org.toolroute.gateway.protocol.functions;

import java.util.List;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.protocol.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gemini's contents: {@code {"functionCall":{"id"?,"name","args"}}}, answered by one user content
 * with a {@code functionResponse} part for each call. Its {@code response} has the members {@code
 * output} and {@code error} and no others, so what was paid is in the answer's {@code billing}
 * only.
 */
record GeminiContents() implements ModelApi {

  @Override
  public boolean isCall(ObjectNode item) {
    return item.path("functionCall").isObject();
  }

  @Override
  public FunctionCall read(ObjectNode item, int position) {
    JsonNode call = item.path("functionCall");
    return FunctionCall.at(position, call.path("id"), call.path("name"), call.path("args"));
  }

  @Override
  public ArrayNode answer(List<AnsweredCall> calls) {
    ArrayNode contents = JsonNodeFactory.instance.arrayNode();
    ArrayNode parts = contents.addObject().put("role", "user").putArray("parts");
    for (AnsweredCall answered : calls) {
      ObjectNode functionResponse = parts.addObject().putObject("functionResponse");
      answered.call().givenId().ifPresent(id -> functionResponse.put("id", id));
      functionResponse.put("name", answered.call().name());
      ObjectNode response = functionResponse.putObject("response");
      switch (answered.outcome()) {
        case CallOutcome.Succeeded success -> response.set("output", success.result());
        case CallOutcome.Failed failure -> response.set("error", Envelope.error(failure.problem()));
      }
    }
    return contents;
  }
}
