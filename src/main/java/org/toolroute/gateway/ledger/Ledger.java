package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The money of one call: hold, then capture or release; each step one SQL statement and idempotent
 * by the call's id. A balance can never become negative, whatever runs beside it.
 *
 * <p>Every method throws {@link GatewayException} {@code ledger_unavailable} when the database
 * cannot answer; nothing is charged then.
 */
public interface Ledger {
  /**
   * Sets credits aside, or says which limit refused. Repeating it with the same call id is safe.
   */
  HoldOutcome hold(HoldRequest request);

  /**
   * Takes {@code actual} from what was set aside, gives the rest back and writes the usage row.
   * Durable when it returns. Also right when the hold has expired or was lost in a crash, and when
   * {@code actual} is more than was held.
   *
   * @param usage what was measured, for the usage row
   */
  Settlement capture(HoldRequest hold, Credits actual, UsageDetail usage);

  /** Gives everything back and writes the usage row with the failure's code. */
  void release(HoldRequest hold, UsageDetail usage);

  /**
   * Writes the usage row of a call that costs no credits (own key or free), successful or not.
   * Charges nothing; the table's own constraint says so too. When only ledger statements fail the
   * row is kept aside and written later.
   */
  void record(BilledCall call, BillingMode mode, UsageDetail usage);

  /** What the account can still spend: posted minus held. */
  Credits available(AccountId account, Environment environment);
}
