package org.toolroute.gateway.shared;

import java.util.Locale;

/**
 * The two worlds of an account. They never meet: keys, registrations and balances of one are
 * invisible in the other, and calls of {@link #TEST} reach nothing outside the gateway.
 */
public enum Environment {
  LIVE,
  TEST;

  /** {@code live} or {@code test}, as on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The wire name, so that routes and logs read the same as the API. */
  @Override
  public String toString() {
    return wireName();
  }
}
