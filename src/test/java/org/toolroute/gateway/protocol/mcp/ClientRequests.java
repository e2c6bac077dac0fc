package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of the server to its client, which revisions before 2026-07-28 have. */
final class ClientRequests {
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  JsonNode ask(McpStream stream, String method, ObjectNode params) throws IOException {
    String id = UUID.randomUUID().toString();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = Fixture.json("{'jsonrpc':'2.0','id':'%s','method':'%s'}", id, method);
    message.set("params", params);
    stream.send(message);
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  void hear(ObjectNode message) {
    CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asString(""));
    if (answer != null) {
      answer.complete(message.path("result"));
    }
  }
}
