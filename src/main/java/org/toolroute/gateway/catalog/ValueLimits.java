package org.toolroute.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.charset.CharsetEncoder;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds values that no provider takes and that would not arrive as they were checked: numbers that
 * are not finite, beyond 64 bits or of very many digits, and texts with half of a surrogate pair.
 * They are refused before the schema is looked at, because the schema validator fails on some.
 */
final class ValueLimits {
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int DIGITS_MAX = 100;

  private final CharsetEncoder utf8 = UTF_8.newEncoder();

  /** The first such value. */
  Optional<Violation> firstIn(JsonNode document) {
    return find(document, "");
  }

  private Optional<Violation> find(JsonNode node, String pointer) {
    if (node.isNumber() && !isOrdinary(node)) {
      return violation(pointer, "is a number beyond 64 bits or " + DIGITS_MAX + " digits");
    }
    if (node.isString() && !utf8.canEncode(node.stringValue())) {
      return violation(pointer, "is not Unicode: half of a surrogate pair");
    }
    if (node.isObject()) {
      return inObject(node, pointer);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      Optional<Violation> found = find(node.path(i), pointer + "/" + i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Violation> inObject(JsonNode object, String pointer) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!utf8.canEncode(member.getKey())) {
        return violation(pointer, "has a member name that is not Unicode");
      }
      Optional<Violation> found = find(member.getValue(), pointer + "/" + member.getKey());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Violation> violation(String pointer, String message) {
    return Optional.of(ViolationText.at(pointer, message));
  }

  private static boolean isOrdinary(JsonNode number) {
    return number
        .decimalValueOpt()
        .filter(value -> Math.abs((long) value.scale()) <= DIGITS_MAX)
        .filter(value -> value.precision() <= DIGITS_MAX)
        .filter(value -> value.abs().compareTo(MAX) <= 0)
        .isPresent();
  }
}
