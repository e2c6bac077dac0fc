package org.toolroute.gateway.catalog;

import java.util.Locale;

/** What a call does at the provider's side. */
public enum Effect {
  /** Changes nothing; safe to repeat. */
  READ,
  /** Creates, changes or sends something. */
  WRITE,
  /** Moves money. */
  MONEY;

  /** {@code read}, {@code write} or {@code money}, as on the wire and in descriptions. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
