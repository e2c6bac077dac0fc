package org.toolroute.gateway.provider.transport;

import java.util.Arrays;
import java.util.Optional;

/**
 * Undoes one layer of what else stands for ASCII: the escapes of JSON (RFC 8259 section 7),
 * percent-encoding (RFC 3986 section 2.1), and the zeros of UTF-16 and UTF-32.
 */
final class Escapes {
  private static final int SHORT = 2;
  private static final int PERCENT = 3;
  private static final int UNICODE = 6;

  private Escapes() {}

  /** The text without them, or empty when it has none. */
  static Optional<byte[]> undo(byte[] text) {
    byte[] undone = new byte[text.length];
    int length = 0;
    for (int at = 0; at < text.length; at += width(text, at)) {
      undone[length++] = value(text, at);
    }
    return length == text.length ? Optional.empty() : Optional.of(Arrays.copyOf(undone, length));
  }

  /**
   * For each byte of what {@link #undo} answers, and for its end, where in {@code text} it begins.
   */
  static int[] origins(byte[] text) {
    int[] origins = new int[text.length + 1];
    int length = 0;
    for (int at = 0; at < text.length; at += width(text, at)) {
      origins[length++] = at;
    }
    origins[length++] = text.length;
    return Arrays.copyOf(origins, length);
  }

  private static int width(byte[] text, int at) {
    if (isWide(text, at)) {
      int end = pastZeros(text, at);
      return pastZeros(text, Math.min(end + 1, text.length)) - at;
    }
    if (text[at] == '%') {
      return hex(text, at + 1, 2) >= 0 ? PERCENT : 1;
    }
    if (text[at] == '\\' && at + 1 < text.length) {
      return switch (text[at + 1]) {
        case '\\', '/', '"' -> SHORT;
        case 'u' -> hex(text, at + 2, 4) >= 0 ? UNICODE : 1;
        default -> 1;
      };
    }
    return 1;
  }

  private static byte value(byte[] text, int at) {
    if (isWide(text, at)) {
      return text[Math.min(pastZeros(text, at), text.length - 1)];
    }
    return switch (width(text, at)) {
      case SHORT -> text[at + 1];
      case PERCENT -> (byte) hex(text, at + 1, 2);
      case UNICODE -> (byte) hex(text, at + 2, 4);
      default -> text[at];
    };
  }

  private static boolean isWide(byte[] text, int at) {
    return text[at] == 0 || (at + 1 < text.length && text[at + 1] == 0);
  }

  private static int pastZeros(byte[] text, int at) {
    int end = at;
    while (end < text.length && text[end] == 0) {
      end++;
    }
    return end;
  }

  /** The ASCII character that so many digits stand for, or -1. */
  private static int hex(byte[] text, int at, int digits) {
    if (at + digits > text.length) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value < 0x80 ? value : -1;
  }
}
