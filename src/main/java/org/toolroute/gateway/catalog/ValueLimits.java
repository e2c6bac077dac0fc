package org.toolroute.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.charset.CharsetEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
  private final Predicate<String> shown;

  /**
   * @param shown which member names of an input may be repeated
   */
  ValueLimits(Predicate<String> shown) {
    this.shown = shown;
  }

  /** The first such value. */
  Optional<Violation> firstIn(JsonNode document) {
    return find(document, ShownPath.ROOT);
  }

  private Optional<Violation> find(JsonNode node, ShownPath place) {
    if (node.isNumber() && !isOrdinary(node)) {
      return violation(place, "is a number beyond 64 bits or " + DIGITS_MAX + " digits");
    }
    if (node.isString() && !utf8.canEncode(node.stringValue())) {
      return violation(place, "is not Unicode: half of a surrogate pair");
    }
    if (node.isObject()) {
      return inObject(node, place);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      Optional<Violation> found = find(node.path(i), place.item(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Violation> inObject(JsonNode object, ShownPath place) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!utf8.canEncode(member.getKey())) {
        return violation(place, "has a member name that is not Unicode");
      }
      Optional<Violation> found = find(member.getValue(), place.member(member.getKey(), shown));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Violation> violation(ShownPath place, String message) {
    return Optional.of(new Violation(place.pointer(), message));
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
