package org.toolroute.gateway.shared;

/** The rule for names that people give to things of theirs: one short line of text. */
public final class DisplayName {
  public static final int CHARACTERS_MAX = 100;

  private DisplayName() {}

  /**
   * Returns {@code text} without surrounding white space.
   *
   * @param member what the text is called on the wire, for the refusal
   * @throws GatewayException {@code invalid_request} when it is empty, too long or has control
   *     characters
   */
  public static String require(String member, String text) {
    String stripped = text.length() > 2 * CHARACTERS_MAX ? "" : text.strip();
    if (stripped.isEmpty()
        || stripped.codePointCount(0, stripped.length()) > CHARACTERS_MAX
        || stripped.chars().anyMatch(Character::isISOControl)
        || !Unicode.isText(stripped)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          member + " must have 1 to " + CHARACTERS_MAX + " characters and no control characters.");
    }
    return stripped;
  }
}
