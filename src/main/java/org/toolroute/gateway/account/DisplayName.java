package org.toolroute.gateway.account;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** The rule for names that people give to accounts and keys: one short line of text. */
final class DisplayName {
  private static final int CHARACTERS_MAX = 100;

  private DisplayName() {}

  /** Returns {@code name} without surrounding white space. */
  static String require(String name) {
    String stripped = name.length() > 2 * CHARACTERS_MAX ? "" : name.strip();
    if (stripped.isEmpty()
        || stripped.codePointCount(0, stripped.length()) > CHARACTERS_MAX
        || !stripped.codePoints().allMatch(DisplayName::isText)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "name must have 1 to " + CHARACTERS_MAX + " characters and no control characters.");
    }
    return stripped;
  }

  private static boolean isText(int codePoint) {
    // A lone surrogate has no UTF-8 form.
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
