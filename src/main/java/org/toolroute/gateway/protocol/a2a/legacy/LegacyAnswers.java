package org.toolroute.gateway.protocol.a2a.legacy;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns answers and events of A2A 1.0 into those of 0.3. */
public final class LegacyAnswers {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String STATE_PREFIX = "TASK_STATE_";
  private static final Set<String> LAST =
      Set.of("completed", "failed", "canceled", "rejected", "input-required");

  private LegacyAnswers() {}

  /** A result, or the result in an event: a task, a status update or an artifact update. */
  public static ObjectNode result(ObjectNode result) {
    if (result.path("task") instanceof ObjectNode task) {
      return task(task);
    }
    if (result.path("statusUpdate") instanceof ObjectNode update) {
      ObjectNode mapped = of("status-update", update);
      ObjectNode status = status(update.path("status"));
      mapped.set("status", status);
      mapped.put("final", LAST.contains(status.path("state").asString("")));
      return mapped;
    }
    if (result.path("artifactUpdate") instanceof ObjectNode update) {
      ObjectNode mapped = of("artifact-update", update);
      mapped.set("artifact", artifact(update.path("artifact")));
      return mapped;
    }
    return task(result);
  }

  private static ObjectNode task(ObjectNode task) {
    ObjectNode mapped = of("task", task);
    mapped.set("status", status(task.path("status")));
    if (task.path("artifacts") instanceof ArrayNode artifacts) {
      ArrayNode all = mapped.putArray("artifacts");
      artifacts.forEach(artifact -> all.add(artifact(artifact)));
    }
    return mapped;
  }

  private static ObjectNode status(JsonNode status) {
    ObjectNode mapped = JSON.objectNode();
    mapped.put("state", state(status.path("state").asString("")));
    mapped.set("timestamp", status.path("timestamp"));
    if (status.path("message") instanceof ObjectNode message) {
      ObjectNode mappedMessage = withParts(of("message", message));
      mappedMessage.put("role", "agent");
      mapped.set("message", mappedMessage);
    }
    return mapped;
  }

  /** {@code TASK_STATE_INPUT_REQUIRED} is {@code input-required}. */
  private static String state(String name) {
    return name.substring(STATE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonNode artifact(JsonNode artifact) {
    ObjectNode mapped = JSON.objectNode();
    mapped.setAll((ObjectNode) artifact);
    return withParts(mapped);
  }

  private static ObjectNode withParts(ObjectNode mapped) {
    JsonNode parts = mapped.path("parts");
    ArrayNode mappedParts = JSON.arrayNode();
    parts.forEach(part -> mappedParts.add(part(part)));
    mapped.set("parts", mappedParts);
    return mapped;
  }

  private static ObjectNode part(JsonNode part) {
    ObjectNode mapped = JSON.objectNode();
    String kind = part.has("data") ? "data" : "text";
    mapped.put("kind", kind);
    mapped.set(kind, part.path(kind));
    return mapped;
  }

  private static ObjectNode of(String kind, ObjectNode members) {
    ObjectNode mapped = JSON.objectNode();
    mapped.put("kind", kind);
    mapped.setAll(members);
    return mapped;
  }
}
