package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code SendMessage} of A2A 1.0. */
record A2aDoor(GatewayClient client, Binding binding) implements Door {
  private static final String BILLING = "https://toolroute.org/a2a/extensions/billing/v1";

  /** What carries the messages: {@code /api/a2a}, or the paths below {@code /api/a2a/v1}. */
  enum Binding {
    JSON_RPC,
    HTTP_JSON
  }

  @Override
  public String protocol() {
    return "a2a";
  }

  @Override
  public String name() {
    return protocol() + " " + binding;
  }

  @Override
  public Outcome call(String key, Call call) {
    Reply sent =
        switch (binding) {
          case JSON_RPC -> rpc(key, "SendMessage", message(call));
          case HTTP_JSON -> http("POST", "/message:send", key, message(call).toString());
        };
    JsonNode task = content(sent).path("task");
    if (task.isMissingNode()) {
      return refusal(sent);
    }
    assertThat(sent.status()).isEqualTo(200);
    assertThat(kept(key, task.path("id").stringValue())).isEqualTo(task);
    return outcome(task, sent);
  }

  private JsonNode kept(String key, String id) {
    return content(
        switch (binding) {
          case JSON_RPC -> rpc(key, "GetTask", Door.object().put("id", id));
          case HTTP_JSON -> http("GET", "/tasks/" + id, key, "");
        });
  }

  private JsonNode content(Reply reply) {
    return switch (binding) {
      case JSON_RPC -> reply.json().path("result");
      case HTTP_JSON -> reply.json();
    };
  }

  /** As {@code SendStreamingMessage}: the answer is a stream of events. */
  Reply stream(String key, Call call) {
    return rpc(key, "SendStreamingMessage", message(call));
  }

  private static ObjectNode message(Call call) {
    ObjectNode params = Door.object();
    ObjectNode message = params.putObject("message");
    message.put("messageId", call.once().orElseGet(() -> UUID.randomUUID().toString()));
    message.put("role", "ROLE_USER");
    ObjectNode part = message.putArray("parts").addObject().put("mediaType", "application/json");
    part.putObject("data")
        .put("tool", call.provider())
        .put("operation", call.operation())
        .set("input", Door.json(call.input()));
    return params;
  }

  private Reply rpc(String key, String method, ObjectNode params) {
    ObjectNode message = Door.object();
    message.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", params);
    return client.send("POST", "/api/a2a", key, message.toString(), Map.of("A2A-Version", "1.0"));
  }

  private Reply http(String method, String path, String key, String body) {
    return client.send(method, "/api/a2a/v1" + path, key, body, Map.of("A2A-Version", "1.0"));
  }

  /** A call that was served is an artifact, one that was not is the reason of the task's state. */
  private static Outcome outcome(JsonNode task, Reply reply) {
    boolean completed = task.at("/status/state").stringValue().equals("TASK_STATE_COMPLETED");
    JsonNode envelope =
        task.at(completed ? "/artifacts/0/parts/0/data" : "/status/message/parts/0/data");
    Outcome outcome = Outcome.of(envelope, reply);
    assertThat(outcome.served()).as(task.toString()).isEqualTo(completed);
    assertThat(task.path("artifacts").size()).isEqualTo(completed ? 1 : 0);
    assertThat(task.path("metadata").path(BILLING)).isEqualTo(outcome.billing());
    return outcome;
  }

  /** What became no task is an error, in whose data the gateway's own error stands. */
  private Outcome refusal(Reply reply) {
    String details = binding == Binding.JSON_RPC ? "/error/data" : "/error/details";
    for (JsonNode detail : reply.json().at(details)) {
      if (detail.path("@type").stringValue().equals("toolroute.org/a2a/Error")) {
        return Outcome.of(detail, reply);
      }
    }
    throw new AssertionError("neither a task nor an error of the gateway: " + reply.text());
  }
}
