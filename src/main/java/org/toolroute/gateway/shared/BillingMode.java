package org.toolroute.gateway.shared;

import java.util.Locale;

/** Who pays for a call: the caller's own provider key, the account's prepaid credits, or nobody. */
public enum BillingMode {
  BYOK,
  CREDITS,
  FREE;

  /** {@code byok}, {@code credits} or {@code free}, as on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The wire name, so that routes and logs read the same as the API. */
  @Override
  public String toString() {
    return wireName();
  }
}
