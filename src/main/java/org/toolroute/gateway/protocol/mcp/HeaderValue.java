package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * The value of a header that repeats a part of the body: as it is, or, where a header cannot hold
 * it, as {@code =?base64?…?=} over its UTF-8 bytes.
 */
final class HeaderValue {
  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private HeaderValue() {}

  /**
   * The text that the header stands for.
   *
   * @throws McpError when it claims to be Base64 and is not, to the last padding character
   */
  static String decode(String value) {
    if (!value.startsWith(PREFIX)
        || !value.endsWith(SUFFIX)
        || value.length() < PREFIX.length() + SUFFIX.length()) {
      return value;
    }
    String text = value.substring(PREFIX.length(), value.length() - SUFFIX.length());
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder takes missing padding and stray last bits; one form only is accepted here.
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
      // Told below.
    }
    throw McpError.headerMismatch("A header is not valid Base64 of UTF-8 text.");
  }
}
