package org.toolroute.gateway.account;

import java.time.Instant;
import java.util.Locale;
import org.toolroute.gateway.shared.AccountId;

/** Somebody who calls tools and pays for them; owns gateway keys, balances and registrations. */
public record Account(AccountId id, String name, Status status, Instant createdAt) {

  /** Whether calls are let through. */
  public enum Status {
    ACTIVE,
    /** Stopped by the operator: reading stays possible, calls do not. */
    FROZEN;

    /** {@code active} or {@code frozen}, as on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
