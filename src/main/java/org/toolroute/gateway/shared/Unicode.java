package org.toolroute.gateway.shared;

import tools.jackson.databind.JsonNode;

/**
 * Tells text from what JSON can write and UTF-8 cannot: half of a surrogate pair. An encoder makes
 * the same {@code ?} of every half, so that two such texts would become one id, key or fingerprint.
 */
public final class Unicode {
  private Unicode() {}

  /** Whether every character of {@code text} has a UTF-8 form. */
  public static boolean isText(String text) {
    return text.codePoints().noneMatch(Unicode::isHalfAPair);
  }

  /** Whether every text in {@code document} is, names of members too. */
  public static boolean isText(JsonNode document) {
    return document.isObject()
        ? document
            .propertyStream()
            .allMatch(member -> isText(member.getKey()) && isText(member.getValue()))
        : document.isString()
            ? isText(document.stringValue())
            : document.valueStream().allMatch(Unicode::isText);
  }

  private static boolean isHalfAPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
