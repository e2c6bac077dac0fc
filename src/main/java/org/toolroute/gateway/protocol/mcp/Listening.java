package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code subscriptions/listen}: a stream on which a client hears that lists changed. It begins with
 * what the client will hear of, and ends with a result when the gateway stops or after a while, so
 * that no key is listened under for long after it was revoked.
 */
final class Listening {
  private final ListChanges changes;
  private final McpSettings settings;

  Listening(ListChanges changes, McpSettings settings) {
    this.changes = changes;
    this.settings = settings;
  }

  McpResult listen(McpRequest request, McpStream stream, ObjectNode capabilities)
      throws IOException {
    if (!stream.takesEvents()) {
      throw McpError.malformed(
          McpError.INVALID_REQUEST, "Accept must name text/event-stream to listen.");
    }
    Set<ListKind> lists = granted(request.object("notifications"), capabilities);
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    meta.set(MetaKeys.SUBSCRIPTION_ID, request.id());
    try (ListChanges.Listener listener = changes.listen(request.caller().key(), lists)) {
      stream.send(acknowledgement(lists, meta));
      tellUntilOver(listener, stream, meta);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ObjectNode end = JsonNodeFactory.instance.objectNode();
    end.set("_meta", meta);
    return new McpResult.Fresh(end);
  }

  private void tellUntilOver(ListChanges.Listener listener, McpStream stream, ObjectNode meta)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Duration left = settings.listenFor();
    while (!listener.isOver() && left.isPositive()) {
      Duration patience = left.compareTo(settings.keepAlive()) < 0 ? left : settings.keepAlive();
      Set<ListKind> changed = listener.await(patience);
      if (changed.isEmpty()) {
        stream.keepAlive();
      }
      for (ListKind list : changed) {
        stream.send(list.notification(meta.deepCopy()));
      }
      left = settings.listenFor().minusNanos(System.nanoTime() - begun);
    }
  }

  /** What is asked for and can change here. */
  private static Set<ListKind> granted(ObjectNode filter, ObjectNode capabilities) {
    return Arrays.stream(ListKind.values())
        .filter(list -> isTrue(filter.path(list.filter())))
        .filter(list -> isTrue(capabilities.path(list.capability()).path("listChanged")))
        .collect(Collectors.toSet());
  }

  private static boolean isTrue(JsonNode value) {
    return value.isBoolean() && value.booleanValue();
  }

  private static ObjectNode acknowledgement(Set<ListKind> lists, ObjectNode meta) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("jsonrpc", "2.0").put("method", "notifications/subscriptions/acknowledged");
    ObjectNode params = message.putObject("params");
    params.set("_meta", meta.deepCopy());
    ObjectNode granted = params.putObject("notifications");
    lists.forEach(list -> granted.put(list.filter(), true));
    return message;
  }
}
