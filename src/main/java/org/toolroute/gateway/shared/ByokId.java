package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** Identifies one registration of a caller's own provider key, written {@code byok_…}. */
public record ByokId(UUID value) {
  private static final String PREFIX = "byok_";

  public ByokId {
    requireNonNull(value, "value");
  }

  /** A new, time-ordered identifier. */
  public static ByokId next() {
    return new ByokId(PrefixedId.next());
  }

  /** The identifier that {@code text} writes, or empty when it is not of this sort. */
  public static Optional<ByokId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(ByokId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, value);
  }
}
