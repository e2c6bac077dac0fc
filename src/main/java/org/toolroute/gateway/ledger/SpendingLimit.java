package org.toolroute.gateway.ledger;

import java.util.Locale;
import org.toolroute.gateway.shared.Credits;

/** How much may be spent in each period. */
public record SpendingLimit(Credits amount, Period period) {

  /** Days and months are those of UTC, by the database's clock. */
  public enum Period {
    DAY,
    MONTH,
    TOTAL;

    /** {@code day}, {@code month} or {@code total}, as on the wire and in the database. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
