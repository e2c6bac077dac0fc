package org.toolroute.gateway.protocol.a2a;

import java.io.IOException;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.OpenRequest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries out the protocol's operations on the JSON of their requests; both bindings end here. */
final class Operations {
  private static final int ID_LENGTH_MAX = 255;

  private final Agent agent;

  Operations(Agent agent) {
    this.agent = agent;
  }

  /**
   * What a request is about.
   *
   * @param open the request itself, while it is answered
   * @param requestId names it in logs
   * @param params its JSON; over HTTP+JSON with the parameters of path and query in it
   */
  record Request(
      Caller caller, OpenRequest open, String requestId, Method method, ObjectNode params) {}

  /** Answers an operation that does not stream. */
  ObjectNode answer(Request request) {
    ObjectNode params = request.params();
    return switch (request.method()) {
      case SEND -> {
        Task task =
            agent.send(
                request.caller(), request.open(), request.requestId(), SendRequest.read(params));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("task", TaskJson.write(task));
        yield result;
      }
      case GET -> TaskJson.write(agent.get(request.caller(), id(params)));
      case LIST -> {
        TaskQuery query = TaskQuery.read(params);
        yield TaskJson.write(agent.list(request.caller(), query), query);
      }
      case CANCEL -> TaskJson.write(agent.cancel(request.caller(), id(params)));
      case PUSH_NOTIFICATION -> throw A2aException.noPushNotifications();
      case EXTENDED_CARD ->
          throw new A2aException(
              A2aFault.UNSUPPORTED_OPERATION, "This agent has one card, the public one.");
      case STREAM, SUBSCRIBE -> throw new IllegalArgumentException("it is a stream");
    };
  }

  /** Answers an operation that streams. */
  void stream(Request request, EventSink sink) throws IOException {
    switch (request.method()) {
      case STREAM ->
          agent.stream(
              request.caller(), request.requestId(), SendRequest.read(request.params()), sink);
      case SUBSCRIBE -> agent.subscribe(request.caller(), id(request.params()), sink);
      case SEND, GET, LIST, CANCEL, PUSH_NOTIFICATION, EXTENDED_CARD ->
          throw new IllegalArgumentException("it is no stream");
    }
  }

  private static String id(ObjectNode params) {
    Fields fields = new Fields(params, "");
    SendRequest.requireHistoryLength(fields);
    return fields.requiredText("id", ID_LENGTH_MAX);
  }
}
