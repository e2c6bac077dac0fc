package org.toolroute.gateway.protocol.a2a;

import java.util.Map;
import java.util.UUID;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Speaks A2A to a gateway, as raw as a test needs it. */
record A2aClient(GatewayClient http) {
  static final String RPC = "/api/a2a";
  static final String SHARED_KEY = "tvly-shared-0123456789abcdef";
  static final String OWN_KEY = "tvly-own-0123456789abcdef";
  static final String BILLING = "https://toolroute.org/a2a/extensions/billing/v1";

  /** A web search, which costs 0.008 credits. */
  static final String SEARCH =
      """
      {"tool":"tavily","operation":"search","input":{"query":"camel","search_depth":"basic"}}\
      """;

  static final Answer ANSWER =
      Answer.json(
          200,
          """
          {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
          """);

  /** Calls a method of A2A 1.0 over JSON-RPC. */
  Reply call(String key, String method, String params) {
    return raw(key, "1.0", rpc(method, params));
  }

  /** Sends a body to the JSON-RPC URL; an empty version is none. */
  Reply raw(String key, String version, String body) {
    return http.send("POST", RPC, key, body, version.isEmpty() ? Map.of() : version(version));
  }

  /** Calls the HTTP+JSON binding. */
  Reply rest(String method, String path, String key, String body) {
    return http.send(method, "/api/a2a/v1" + path, key, body, version("1.0"));
  }

  static Map<String, String> version(String version) {
    return Map.of("A2A-Version", version);
  }

  static String rpc(String method, String params) {
    return """
    {"jsonrpc":"2.0","id":7,"method":"%s","params":%s}\
    """
        .formatted(method, params);
  }

  /** Sends the call {@code data} as a new message and answers the task. */
  JsonNode send(String key, String data) {
    return task(call(key, "SendMessage", message(newId(), data)));
  }

  static JsonNode task(Reply reply) {
    return reply.json().path("result").path("task");
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** The parameters of SendMessage with one data part. */
  static String message(String messageId, String data) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    part.set("data", StrictJson.MAPPER.readTree(data));
    part.put("mediaType", "application/json");
    return params(messageId, part).toString();
  }

  /** The parameters of SendMessage with words. */
  static ObjectNode prose(String messageId, String text) {
    return params(messageId, JsonNodeFactory.instance.objectNode().put("text", text));
  }

  static ObjectNode params(String messageId, ObjectNode part) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    ObjectNode message = params.putObject("message");
    message.put("messageId", messageId);
    message.put("role", "ROLE_USER");
    message.putArray("parts").add(part);
    return params;
  }

  /** The parameters of SendMessage that go on with a task. */
  static String followUp(String taskId, String data) {
    ObjectNode params = (ObjectNode) StrictJson.MAPPER.readTree(message(newId(), data));
    ((ObjectNode) params.path("message")).put("taskId", taskId);
    return params.toString();
  }

  JsonNode get(String key, String taskId) {
    return call(key, "GetTask", "{\"id\":\"" + taskId + "\"}").json().path("result");
  }

  static String state(JsonNode task) {
    return task.path("status").path("state").asString("");
  }

  /** The envelope in the artifact. */
  static JsonNode envelope(JsonNode task) {
    return task.at("/artifacts/0/parts/0/data");
  }

  /** The envelope in the status. */
  static JsonNode failure(JsonNode task) {
    return task.at("/status/message/parts/0/data");
  }

  static int errorCode(Reply reply) {
    return reply.json().path("error").path("code").asInt(0);
  }

  static String reason(Reply reply) {
    return reply.json().at("/error/data/0/reason").asString("");
  }
}
