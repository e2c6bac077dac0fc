package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
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
 * <p>Looks for the key as it is, in hexadecimal and in Base64 (both alphabets, at each of the three
 * alignments, so also inside a longer encoded text), under up to {@value #LAYERS_MAX} layers of
 * JSON escapes, percent-encoding and wide characters. Keys shorter than {@value #LENGTH_MIN}
 * characters are not looked for: they would match by chance.
 */
final class LeakScan {
  static final int LENGTH_MIN = 12;
  private static final int LAYERS_MAX = 3;
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
    List<Range> found = new ArrayList<>();
    List<byte[]> layers = new ArrayList<>(List.of(body));
    addHits(layers, found);
    Optional<byte[]> below = Escapes.undo(body);
    while (below.isPresent() && layers.size() <= LAYERS_MAX) {
      layers.add(below.get());
      addHits(layers, found);
      below = Escapes.undo(below.get());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(replace(body, joined(found)));
  }

  /** Overwrites the forms of the key that this scan holds. */
  void wipe() {
    needles.forEach(needle -> Arrays.fill(needle, (byte) 0));
  }

  private static void addForms(String key, Set<String> texts) {
    byte[] bytes = key.getBytes(UTF_8);
    texts.add(key);
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

  /** A place in the answer: from a byte up to another, without that. */
  private record Range(int from, int to) {}

  /** Looks through the last layer; what is found there is noted where the first layer has it. */
  private void addHits(List<byte[]> layers, List<Range> found) {
    String haystack = new String(layers.getLast(), ISO_8859_1);
    for (byte[] needle : needles) {
      String wanted = new String(needle, ISO_8859_1);
      for (int at = haystack.indexOf(wanted); at >= 0; ) {
        found.add(origin(layers, new Range(at, at + needle.length)));
        at = haystack.indexOf(wanted, at + needle.length);
      }
    }
  }

  private static Range origin(List<byte[]> layers, Range hit) {
    Range range = hit;
    for (int layer = layers.size() - 2; layer >= 0; layer--) {
      int[] origins = Escapes.origins(layers.get(layer));
      range = new Range(origins[range.from()], origins[range.to()]);
    }
    return range;
  }

  /** In order, with those that overlap made one. */
  private static List<Range> joined(List<Range> found) {
    List<Range> joined = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingInt(Range::from))
        .forEach(range -> {
          boolean overlaps = !joined.isEmpty() && range.from() < joined.getLast().to();
          if (overlaps) {
            Range last = joined.removeLast();
            joined.add(new Range(last.from(), Math.max(last.to(), range.to())));
          } else {
            joined.add(range);
          }
        });
    return joined;
  }

  private static byte[] replace(byte[] body, List<Range> ranges) {
    ByteArrayOutputStream clean = new ByteArrayOutputStream(body.length);
    int from = 0;
    for (Range range : ranges) {
      clean.write(body, from, range.from() - from);
      clean.writeBytes(REPLACEMENT);
      from = range.to();
    }
    clean.write(body, from, body.length - from);
    return clean.toByteArray();
  }
}
