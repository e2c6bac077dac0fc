package org.toolroute.gateway.protocol.a2a;

import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked for by {@code SendMessage} (specification section 3.2.1).
 *
 * @param returnImmediately answer with the running task, do not wait for its end
 */
record SendRequest(Message message, Ask ask, boolean returnImmediately) {

  /**
   * Reads it.
   *
   * @throws GatewayException {@code invalid_request}
   * @throws A2aException for a part of another type, and for push notifications
   */
  static SendRequest read(ObjectNode params) {
    Fields fields = new Fields(params, "");
    Message message =
        Message.read(
            fields.object("message").orElseThrow(() -> fields.invalid("message", "is required")));
    boolean immediately =
        fields.object("configuration").map(SendRequest::readConfiguration).orElse(false);
    return new SendRequest(message, Ask.of(message.parts()), immediately);
  }

  private static boolean readConfiguration(Fields configuration) {
    if (configuration.present("taskPushNotificationConfig").isPresent()) {
      throw A2aException.noPushNotifications();
    }
    requireHistoryLength(configuration);
    return configuration.flag("returnImmediately");
  }

  /** Any length is kept to: this agent keeps no history, so that no input is stored. */
  static void requireHistoryLength(Fields fields) {
    if (fields.integer("historyLength").filter(length -> length < 0).isPresent()) {
      throw fields.invalid("historyLength", "must not be negative");
    }
  }
}
