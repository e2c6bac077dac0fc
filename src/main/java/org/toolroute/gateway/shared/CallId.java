package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * Identifies one tool call; also the idempotency key of its money movements, written {@code
 * call_…}.
 */
public record CallId(UUID value) {
  private static final String PREFIX = "call_";

  public CallId {
    requireNonNull(value, "value");
  }

  /** A new, time-ordered identifier. */
  public static CallId next() {
    return new CallId(PrefixedId.next());
  }

  /** The identifier that {@code text} writes, or empty when it is not of this sort. */
  public static Optional<CallId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(CallId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, value);
  }
}
