package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tool call of OpenAI's Chat Completions at {@code POST /api/v1/tool-calls}. */
record FunctionsDoor(GatewayClient client) implements Door {
  private static final String ID = "call_0";

  @Override
  public String protocol() {
    return "functions";
  }

  /** The name is that of a list of calls, and each has one that is made of it. */
  @Override
  public boolean sharesNames() {
    return false;
  }

  @Override
  public Outcome call(String key, Call call) {
    ObjectNode body = Door.object().put("id", ID).put("type", "function");
    body.putObject("function").put("name", call.function()).put("arguments", call.input());
    Map<String, String> headers =
        call.once().map(name -> Map.of("Idempotency-Key", name)).orElse(Map.of());
    Reply reply = client.send("POST", "/api/v1/tool-calls", key, body.toString(), headers);
    return reply.status() == 200 ? outcome(reply) : Outcome.of(reply.json(), reply);
  }

  /** The model's message holds the envelope; id and receipt stand beside the message as well. */
  private static Outcome outcome(Reply reply) {
    JsonNode answer = reply.json();
    assertThat(answer.at("/messages/0/tool_call_id").stringValue()).isEqualTo(ID);
    ObjectNode envelope = (ObjectNode) Door.json(answer.at("/messages/0/content").stringValue());
    assertThat(answer.path("billing").path(ID)).isEqualTo(envelope.path("billing"));
    envelope.set("id", answer.path("calls").path(ID));
    return Outcome.of(envelope, reply);
  }
}
