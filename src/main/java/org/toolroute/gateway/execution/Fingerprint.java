package org.toolroute.gateway.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What tells one request from another under the same idempotency key. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 over what is asked and the JSON that goes with it, with members in a fixed order. */
  static byte[] of(String asked, JsonNode json) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(asked.getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update(StrictJson.MAPPER.writeValueAsBytes(sorted(json)));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object
            .propertyStream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(member -> copy.set(member.getKey(), sorted(member.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> copy.add(sorted(element)));
        yield copy;
      }
      default -> node;
    };
  }
}
