package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * How a key can look in an answer: as it is, in hexadecimal, and in Base64 (both alphabets, at each
 * of the three alignments, so also inside a longer encoded text). Keys shorter than {@value
 * #LENGTH_MIN} characters have no forms: they would match by chance.
 */
final class KeyForms {
  static final int LENGTH_MIN = 12;

  private KeyForms() {}

  /** The forms of all {@code secrets}; to be wiped by the caller. */
  static List<byte[]> of(List<Secret> secrets) {
    List<byte[]> forms = new ArrayList<>();
    for (Secret secret : secrets) {
      if (secret.length() >= LENGTH_MIN) {
        add(secret.reveal(SecretAccess.LEAK_SCAN).getBytes(UTF_8), forms);
      }
    }
    return forms;
  }

  private static void add(byte[] key, List<byte[]> forms) {
    forms.add(key);
    String hex = HexFormat.of().formatHex(key);
    forms.add(hex.getBytes(ISO_8859_1));
    forms.add(hex.toUpperCase(Locale.ROOT).getBytes(ISO_8859_1));
    for (int shift = 0; shift < 3; shift++) {
      byte[] encoded = alignedBase64(key, shift, Base64.getEncoder());
      byte[] urlSafe = alignedBase64(key, shift, Base64.getUrlEncoder());
      forms.add(encoded);
      if (!Arrays.equals(encoded, urlSafe)) {
        forms.add(urlSafe);
      }
    }
  }

  /** The characters of the Base64 form that depend on the key alone when it starts at an offset. */
  private static byte[] alignedBase64(byte[] key, int shift, Base64.Encoder encoder) {
    byte[] shifted = new byte[key.length + shift];
    System.arraycopy(key, 0, shifted, shift, key.length);
    byte[] encoded = encoder.withoutPadding().encode(shifted);
    byte[] aligned = Arrays.copyOfRange(encoded, (shift * 8 + 5) / 6, (key.length + shift) * 8 / 6);
    Arrays.fill(shifted, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
    return aligned;
  }
}
