package org.toolroute.gateway.provider;

import tools.jackson.databind.JsonNode;

/**
 * Takes an input value as the value of a header: one line of printable ASCII (RFC 9110 section
 * 5.5).
 */
final class HeaderValue {
  private static final int LENGTH_MAX = 1000;

  private HeaderValue() {}

  static String of(String member, JsonNode value) {
    String text = value.asString();
    boolean printable = text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    if (text.isBlank() || !text.equals(text.strip()) || text.length() > LENGTH_MAX || !printable) {
      throw Refusal.of(
          "/" + member,
          "must be one line of 1 to " + LENGTH_MAX + " printable ASCII characters for a header");
    }
    return text;
  }
}
