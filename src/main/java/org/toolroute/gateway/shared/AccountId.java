package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** Identifies an account, written {@code acct_…}. */
public record AccountId(UUID value) {
  private static final String PREFIX = "acct_";

  public AccountId {
    requireNonNull(value, "value");
  }

  /** A new, time-ordered identifier. */
  public static AccountId next() {
    return new AccountId(PrefixedId.next());
  }

  /** The identifier that {@code text} writes, or empty when it is not of this sort. */
  public static Optional<AccountId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(AccountId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, value);
  }
}
