package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revision 2026-07-28: each request stands for itself and says which revision it speaks and what
 * its sender can do.
 */
final class CurrentEra implements Era {
  static final String REVISION = "2026-07-28";

  /** Methods whose results a client may keep for a while. What a key sees is for that key only. */
  private static final Set<String> CACHEABLE =
      Set.of(
          "server/discover",
          "tools/list",
          "prompts/list",
          "resources/list",
          "resources/templates/list",
          "resources/read");

  private static final byte[] BRACE = "}".getBytes(UTF_8);

  private final McpOffer offer;
  private final Listening listening;
  private final List<String> versions;
  private final Duration listTtl;

  /** By method; made once, as the results are that they begin. */
  private final Map<String, byte[]> heads = new ConcurrentHashMap<>();

  /**
   * @param versions every revision that is spoken here, newest first
   * @param listTtl how long a client may keep a list
   */
  CurrentEra(McpOffer offer, Listening listening, List<String> versions, Duration listTtl) {
    this.offer = offer;
    this.listening = listening;
    this.versions = List.copyOf(versions);
    this.listTtl = listTtl;
  }

  @Override
  public List<byte[]> answer(McpRequest request, McpStream stream) throws IOException {
    RequestHeaders.check(request);
    McpResult result =
        switch (request.method()) {
          case "server/discover" -> discover();
          case "subscriptions/listen" -> listening.listen(request, stream, offer.capabilities());
          default ->
              offer
                  .method(request.method())
                  .orElseThrow(McpError::methodNotFound)
                  .answer(request, stream);
        };
    return switch (result) {
      case McpResult.Fresh(ObjectNode body) -> List.of(complete(request.method(), body));
      case McpResult.Ready(byte[] members) ->
          List.of(heads.computeIfAbsent(request.method(), this::head), members, BRACE);
    };
  }

  @Override
  public int status(McpError error) {
    return error.status();
  }

  private McpResult discover() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    versions.forEach(body.putArray("supportedVersions")::add);
    body.set("capabilities", offer.capabilities());
    body.put("instructions", offer.instructions());
    return new McpResult.Fresh(body);
  }

  /** What every result of the method has, open for the members that are its own. */
  private byte[] head(String method) {
    byte[] head = complete(method, JsonNodeFactory.instance.objectNode());
    head[head.length - 1] = ',';
    return head;
  }

  private byte[] complete(String method, ObjectNode body) {
    if (!body.has("resultType")) {
      body.put("resultType", "complete");
    }
    if (CACHEABLE.contains(method)) {
      body.put("ttlMs", listTtl.toMillis()).put("cacheScope", "private");
    }
    body.withObject("/_meta").set(MetaKeys.SERVER_INFO, ServerInfo.json());
    return StrictJson.MAPPER.writeValueAsBytes(body);
  }
}
