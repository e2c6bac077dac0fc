package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;

/** The operations of the protocol. */
enum Method {
  SEND,
  STREAM,
  GET,
  LIST,
  CANCEL,
  SUBSCRIBE,
  EXTENDED_CARD,
  PUSH_NOTIFICATION;

  /** The operation of that name over JSON-RPC (specification section 9.4). */
  static Optional<Method> of(String name) {
    return switch (name) {
      case "SendMessage" -> Optional.of(SEND);
      case "SendStreamingMessage" -> Optional.of(STREAM);
      case "GetTask" -> Optional.of(GET);
      case "ListTasks" -> Optional.of(LIST);
      case "CancelTask" -> Optional.of(CANCEL);
      case "SubscribeToTask" -> Optional.of(SUBSCRIBE);
      case "GetExtendedAgentCard" -> Optional.of(EXTENDED_CARD);
      case "CreateTaskPushNotificationConfig",
          "GetTaskPushNotificationConfig",
          "ListTaskPushNotificationConfigs",
          "DeleteTaskPushNotificationConfig" ->
          Optional.of(PUSH_NOTIFICATION);
      default -> Optional.empty();
    };
  }

  /** Whether it is answered by a stream of events. */
  boolean streams() {
    return this == STREAM || this == SUBSCRIBE;
  }
}
