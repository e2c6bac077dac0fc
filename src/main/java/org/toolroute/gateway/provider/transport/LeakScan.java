package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * Finds the key of a call in the provider's answer and writes {@code [redacted]} in its place.
 *
 * <p>Looks for the key as it is, JSON-escaped, URL-encoded, in hexadecimal and in Base64 (both
 * alphabets, at each of the three alignments, so also inside a longer encoded text). Keys shorter
 * than {@value #LENGTH_MIN} characters are not looked for: they would match by chance.
 */
final class LeakScan {
  static final int LENGTH_MIN = 12;
  private static final byte[] REPLACEMENT = "[redacted]".getBytes(UTF_8);

  private final List<byte[]> needles;

  private LeakScan(List<byte[]> needles) {
    this.needles = needles;
  }

  /** A scan for each of {@code secrets}. */
  static LeakScan of(List<Secret> secrets) {
    Set<String> texts = new LinkedHashSet<>();
    for (Secret secret : secrets) {
      if (secret.length() >= LENGTH_MIN) {
        addForms(secret.reveal(SecretAccess.LEAK_SCAN), texts);
      }
    }
    return new LeakScan(
        texts.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(text -> text.getBytes(UTF_8))
            .toList());
  }

  /** The answer without the key, or empty when the key is not in it. */
  Optional<byte[]> redact(byte[] body) {
    byte[] clean = body;
    boolean found = false;
    for (byte[] needle : needles) {
      List<Integer> hits = hits(clean, needle);
      if (!hits.isEmpty()) {
        found = true;
        clean = replace(clean, needle, hits);
      }
    }
    return found ? Optional.of(clean) : Optional.empty();
  }

  /** Overwrites the forms of the key that this scan holds. */
  void wipe() {
    needles.forEach(needle -> Arrays.fill(needle, (byte) 0));
  }

  private static void addForms(String key, Set<String> texts) {
    byte[] bytes = key.getBytes(UTF_8);
    texts.add(key);
    texts.add(key.replace("/", "\\/"));
    texts.add(URLEncoder.encode(key, UTF_8));
    texts.add(URLEncoder.encode(key, UTF_8).toLowerCase(Locale.ROOT));
    String hex = HexFormat.of().formatHex(bytes);
    texts.add(hex);
    texts.add(hex.toUpperCase(Locale.ROOT));
    for (int shift = 0; shift < 3; shift++) {
      texts.add(alignedBase64(bytes, shift, Base64.getEncoder()));
      texts.add(alignedBase64(bytes, shift, Base64.getUrlEncoder()));
    }
    Arrays.fill(bytes, (byte) 0);
  }

  /** The characters of the Base64 form that depend on the key alone when it starts at an offset. */
  private static String alignedBase64(byte[] key, int shift, Base64.Encoder encoder) {
    byte[] shifted = new byte[key.length + shift];
    System.arraycopy(key, 0, shifted, shift, key.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    Arrays.fill(shifted, (byte) 0);
    int start = (shift * 8 + 5) / 6;
    int end = (key.length + shift) * 8 / 6;
    return encoded.substring(start, end);
  }

  private static byte[] replace(byte[] body, byte[] needle, List<Integer> hits) {
    byte[] clean = new byte[body.length + hits.size() * (REPLACEMENT.length - needle.length)];
    int from = 0;
    int to = 0;
    for (int hit : hits) {
      System.arraycopy(body, from, clean, to, hit - from);
      to += hit - from;
      System.arraycopy(REPLACEMENT, 0, clean, to, REPLACEMENT.length);
      to += REPLACEMENT.length;
      from = hit + needle.length;
    }
    System.arraycopy(body, from, clean, to, body.length - from);
    return clean;
  }

  private static List<Integer> hits(byte[] body, byte[] needle) {
    List<Integer> hits = new ArrayList<>();
    String haystack = new String(body, ISO_8859_1);
    String wanted = new String(needle, ISO_8859_1);
    for (int at = haystack.indexOf(wanted); at >= 0; ) {
      hits.add(at);
      at = haystack.indexOf(wanted, at + wanted.length());
    }
    return hits;
  }
}
