package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.protocol.OpenRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code subscriptions/listen}: a stream on which a client hears that lists changed. It begins with
 * what the client will hear of. It ends with a result when the gateway stops or after a while, and
 * with an error when its key is good no more.
 */
final class Listening {
  /** The longest that a stream outlives its key; nothing is told on it meanwhile. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Authentication authentication;
  private final OpenStreams streams;
  private final ListChanges changes;
  private final McpSettings settings;

  Listening(
      Authentication authentication,
      OpenStreams streams,
      ListChanges changes,
      McpSettings settings) {
    this.authentication = authentication;
    this.streams = streams;
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
    OpenRequest open = new OpenRequest(authentication, request.wire());
    open.require();
    try (OpenStreams.Place _ = streams.open(request.caller());
        ListChanges.Listener listener = changes.listen(lists)) {
      stream.send(acknowledgement(lists, meta));
      tellUntilOver(listener, open, stream, meta);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ObjectNode end = JsonNodeFactory.instance.objectNode();
    end.set("_meta", meta);
    return new McpResult.Fresh(end);
  }

  private void tellUntilOver(
      ListChanges.Listener listener, OpenRequest open, McpStream stream, ObjectNode meta)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long lastWrite = begun;
    Duration left = settings.listenFor();
    while (!listener.isOver() && left.isPositive()) {
      Duration pause = Stream.of(left, LOOK_EVERY, settings.keepAlive()).sorted().findFirst().get();
      Set<ListKind> changed = listener.await(pause);
      if (!listener.isOver()) {
        open.requireConnected();
        open.require();
      }
      for (ListKind list : changed) {
        stream.send(list.notification(meta.deepCopy()));
      }
      long now = System.nanoTime();
      boolean silent = changed.isEmpty() && now - lastWrite >= settings.keepAlive().toNanos();
      if (silent) {
        stream.keepAlive();
      }
      lastWrite = silent || !changed.isEmpty() ? now : lastWrite;
      left = settings.listenFor().minusNanos(now - begun);
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
