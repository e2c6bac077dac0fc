package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.StringJoiner;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * Writes members as {@code a=1&b=2}, everything but unreserved characters percent-encoded; for
 * forms and queries. A member that is null is left out.
 */
final class FormEncoder {
  /** A number that would be longer when written out keeps its exponent. */
  private static final int NUMBER_DIGITS_MAX = 100;

  private final Nesting nesting;
  private final StringJoiner pairs = new StringJoiner("&");

  FormEncoder(Nesting nesting) {
    this.nesting = nesting;
  }

  /** What becomes of lists and objects. */
  enum Nesting {
    /** A list repeats its key; an object is refused. */
    NONE,
    /** {@code a[0]=…}, {@code a[b]=…}. */
    BRACKETS
  }

  /**
   * Adds one member.
   *
   * @param name the provider's name
   * @param member the input's name, for refusals
   */
  void add(String name, String member, JsonNode value) {
    String pointer = "/" + member;
    switch (nesting) {
      case NONE -> repeated(name, pointer, value);
      case BRACKETS -> bracketed(name, pointer, value);
    }
  }

  String encoded() {
    return pairs.toString();
  }

  private void repeated(String name, String pointer, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> scalar(name, pointer, item));
    } else {
      scalar(name, pointer, value);
    }
  }

  private void bracketed(String name, String pointer, JsonNode value) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        bracketed(name + "[" + i + "]", pointer, value.path(i));
      }
    } else if (value.isObject()) {
      value.forEachEntry((member, nested) -> {
        if (member.isEmpty() || member.contains("[") || member.contains("]")) {
          throw Refusal.of(pointer, "a member name is empty or holds [ or ]");
        }
        bracketed(name + "[" + member + "]", pointer, nested);
      });
    } else {
      scalar(name, pointer, value);
    }
  }

  private void scalar(String name, String pointer, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (!value.isValueNode()) {
      throw Refusal.of(pointer, "cannot be nested here");
    }
    pairs.add(UriUtils.encode(name, UTF_8) + "=" + UriUtils.encode(text(value), UTF_8));
  }

  private static String text(JsonNode value) {
    if (!value.isNumber()) {
      return value.asString();
    }
    BigDecimal number = value.decimalValue();
    boolean plain = Math.abs((long) number.scale()) + number.precision() <= NUMBER_DIGITS_MAX;
    return plain ? number.toPlainString() : number.toString();
  }
}
