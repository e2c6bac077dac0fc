package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.Secret;

/**
 * Finds the key of a call in the provider's answer and writes {@code [redacted]} in its place.
 *
 * <p>Looks for every one of its {@link KeyForms}, under up to {@value #LAYERS_MAX} layers of JSON
 * escapes, percent-encoding and wide characters.
 */
final class LeakScan {
  private static final int LAYERS_MAX = 3;
  private static final byte[] REPLACEMENT = "[redacted]".getBytes(UTF_8);

  private final List<byte[]> needles;

  /** The bytes that a needle begins with. */
  private final BitSet starts = new BitSet(256);

  private LeakScan(List<byte[]> needles) {
    this.needles = needles;
    needles.forEach(needle -> starts.set(Byte.toUnsignedInt(needle[0])));
  }

  /** A scan for each of {@code secrets}. */
  static LeakScan of(List<Secret> secrets) {
    return new LeakScan(KeyForms.of(secrets));
  }

  /** The answer without the key, or empty when the key is not in it. */
  Optional<byte[]> redact(byte[] body) {
    List<Range> found = new ArrayList<>(hits(body));
    List<byte[]> layers = new ArrayList<>(List.of(body));
    Optional<byte[]> below = Escapes.undo(body);
    while (below.isPresent() && layers.size() <= LAYERS_MAX) {
      found.addAll(origins(hits(below.get()), layers));
      layers.add(below.get());
      below = Escapes.undo(below.get());
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(replace(body, joined(found)));
  }

  /** Overwrites the forms of the key that this scan holds. */
  void wipe() {
    needles.forEach(needle -> Arrays.fill(needle, (byte) 0));
  }

  /** A place in the answer: from a byte up to another, without that. */
  private record Range(int from, int to) {}

  /** Where a needle is, in order; those that overlap are one. */
  private List<Range> hits(byte[] text) {
    List<Range> hits = new ArrayList<>();
    for (int at = 0; at < text.length; at++) {
      if (!starts.get(Byte.toUnsignedInt(text[at]))) {
        continue;
      }
      for (byte[] needle : needles) {
        if (at + needle.length <= text.length
            && Arrays.equals(text, at, at + needle.length, needle, 0, needle.length)) {
          add(new Range(at, at + needle.length), hits);
        }
      }
    }
    return hits;
  }

  /** The same places in the first layer. */
  private static List<Range> origins(List<Range> hits, List<byte[]> layers) {
    List<Range> places = hits;
    for (int layer = layers.size() - 1; layer >= 0 && !places.isEmpty(); layer--) {
      int[] origins = Escapes.origins(layers.get(layer));
      places =
          places.stream()
              .map(place -> new Range(origins[place.from()], origins[place.to()]))
              .toList();
    }
    return places;
  }

  /** In order, with those that overlap made one. */
  private static List<Range> joined(List<Range> found) {
    List<Range> joined = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingInt(Range::from))
        .forEach(range -> add(range, joined));
    return joined;
  }

  /** Adds a range that begins no earlier than the last one, or lengthens that. */
  private static void add(Range range, List<Range> ranges) {
    if (!ranges.isEmpty() && range.from() < ranges.getLast().to()) {
      Range last = ranges.removeLast();
      ranges.add(new Range(last.from(), Math.max(last.to(), range.to())));
    } else {
      ranges.add(range);
    }
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
