package org.toolroute.gateway.protocol.a2a.legacy;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns requests of A2A 0.3 into those of 1.0. Maps what has another form and leaves the rest as it
 * is, so that the reader of 1.0 judges it.
 */
public final class LegacyRequests {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<String, String> METHODS =
      Map.of(
          "message/send", "SendMessage",
          "message/stream", "SendStreamingMessage",
          "tasks/get", "GetTask",
          "tasks/cancel", "CancelTask",
          "tasks/resubscribe", "SubscribeToTask",
          "tasks/pushNotificationConfig/set", "CreateTaskPushNotificationConfig",
          "tasks/pushNotificationConfig/get", "GetTaskPushNotificationConfig",
          "tasks/pushNotificationConfig/list", "ListTaskPushNotificationConfigs",
          "tasks/pushNotificationConfig/delete", "DeleteTaskPushNotificationConfig",
          "agent/getAuthenticatedExtendedCard", "GetExtendedAgentCard");

  private LegacyRequests() {}

  /** The method's name in 1.0. */
  public static Optional<String> method(String name) {
    return Optional.ofNullable(METHODS.get(name));
  }

  /** The parameters in 1.0. */
  public static ObjectNode params(ObjectNode params) {
    ObjectNode mapped = params.deepCopy();
    if (params.path("message") instanceof ObjectNode message) {
      mapped.set("message", message(message));
    }
    if (params.path("configuration") instanceof ObjectNode configuration) {
      mapped.set("configuration", configuration(configuration));
    }
    return mapped;
  }

  private static ObjectNode message(ObjectNode message) {
    ObjectNode mapped = message.deepCopy();
    if (message.path("role").asString("").equals("user")) {
      mapped.put("role", "ROLE_USER");
    }
    if (message.path("parts") instanceof ArrayNode parts) {
      ArrayNode mappedParts = mapped.putArray("parts");
      parts.forEach(part -> mappedParts.add(part(part)));
    }
    return mapped;
  }

  private static JsonNode part(JsonNode part) {
    ObjectNode mapped = JSON.objectNode();
    return switch (part.path("kind").asString("")) {
      case "text" -> mapped.set("text", part.path("text"));
      case "data" -> mapped.set("data", part.path("data"));
      // A file, which no tool here takes; 1.0 knows it by another name.
      default -> mapped.put("raw", "");
    };
  }

  private static ObjectNode configuration(ObjectNode configuration) {
    ObjectNode mapped = configuration.deepCopy();
    JsonNode blocking = configuration.path("blocking");
    if (blocking.isBoolean()) {
      mapped.put("returnImmediately", !blocking.booleanValue());
    }
    if (configuration.hasNonNull("pushNotificationConfig")) {
      mapped.set("taskPushNotificationConfig", configuration.path("pushNotificationConfig"));
    }
    return mapped;
  }
}
