package org.toolroute.gateway.shared;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads the identifiers on the wire: a prefix that names the sort, an underscore and 32
 * hexadecimal digits of a time-ordered UUID (RFC 9562, version 7).
 */
final class PrefixedId {
  private static final TimeBasedEpochRandomGenerator GENERATOR =
      Generators.timeBasedEpochRandomGenerator();
  private static final int HEX_DIGITS = 32;

  private PrefixedId() {}

  static UUID next() {
    return GENERATOR.generate();
  }

  static String format(String prefix, UUID value) {
    return prefix + value.toString().replace("-", "");
  }

  static Optional<UUID> parse(String prefix, String text) {
    if (text.length() != prefix.length() + HEX_DIGITS || !text.startsWith(prefix)) {
      return Optional.empty();
    }
    String hex = text.substring(prefix.length());
    if (!hex.equals(hex.toLowerCase(Locale.ROOT))
        || !hex.chars().allMatch(PrefixedId::isHexDigit)) {
      return Optional.empty();
    }
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(hex, 0, HEX_DIGITS / 2, 16),
            Long.parseUnsignedLong(hex, HEX_DIGITS / 2, HEX_DIGITS, 16)));
  }

  private static boolean isHexDigit(int character) {
    return Character.digit(character, 16) >= 0 && character < 128;
  }
}
