package org.toolroute.gateway.execution;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cheap upper bound of how long a JSON value is when written, so that only inputs near their
 * limit are written to be measured.
 */
final class JsonSize {
  /** The escape of one UTF-16 unit, which is more than its UTF-8 form takes. */
  private static final int CHARACTER_BYTES_MAX = 6;

  /** Two quotes, a colon and a comma. */
  private static final int PUNCTUATION = 4;

  /** More than any number, {@code true}, {@code false} or {@code null} takes. */
  private static final int SCALAR_BYTES_MAX = 1_024;

  private JsonSize() {}

  /** False when {@code node} is sure to take no more than {@code bytes}. */
  static boolean mayExceed(JsonNode node, int bytes) {
    return most(node) > bytes;
  }

  private static long most(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        long sum = PUNCTUATION;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          sum += text(member.getKey()) + most(member.getValue());
        }
        yield sum;
      }
      case JsonNode array when array.isArray() -> {
        long sum = PUNCTUATION;
        for (JsonNode element : array) {
          sum += most(element) + 1;
        }
        yield sum;
      }
      case JsonNode string when string.isString() -> text(string.stringValue());
      default -> SCALAR_BYTES_MAX;
    };
  }

  private static long text(String text) {
    return (long) text.length() * CHARACTER_BYTES_MAX + PUNCTUATION;
  }
}
