package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** Identifies a gateway key (never the key itself), written {@code key_…}. */
public record KeyId(UUID value) {
  private static final String PREFIX = "key_";

  public KeyId {
    requireNonNull(value, "value");
  }

  /** A new, time-ordered identifier. */
  public static KeyId next() {
    return new KeyId(PrefixedId.next());
  }

  /** The identifier that {@code text} writes, or empty when it is not of this sort. */
  public static Optional<KeyId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(KeyId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, value);
  }
}
