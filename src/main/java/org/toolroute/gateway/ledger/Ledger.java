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
 * <p>A method throws {@link GatewayException} {@code ledger_unavailable} when the database cannot
 * answer. Repeating it with the same call is safe, and a hold that nobody settles expires.
 */
public interface Ledger {
  /**
   * Sets credits aside, or says which limit refused. The same call id again gives what was held
   * first and holds nothing more, also when the call is resolved by now; a refusal is tried anew.
   */
  HoldOutcome hold(HoldRequest request);

  /** {@link #capture(HoldRequest, Cost, UsageDetail)} of a call that cost no more than quoted. */
  default Settlement capture(HoldRequest hold, Credits actual, UsageDetail usage) {
    return capture(hold, new Cost(actual), usage);
  }

  /**
   * Takes the actual cost from what was set aside, gives the rest back and writes the usage row.
   * Durable when it returns. Also right when the hold has expired or was lost in a crash, and when
   * it is more than was held: then it takes what balance and budgets allow. Again it gives the
   * first settlement; after a release it takes nothing.
   *
   * <p>While the database is out of reach it tries again for {@link
   * LedgerProperties#capturePatience()}, since an attempt may have been carried out unheard.
   *
   * @param usage what was measured, for the usage row
   * @throws UnconfirmedSettlementException when the patience is over; a {@link #release} later says
   *     what stands
   */
  Settlement capture(HoldRequest hold, Cost cost, UsageDetail usage);

  /**
   * Gives everything back and writes the usage row with the failure's code. Changes nothing when
   * the call is resolved.
   *
   * @return what stands in the books: nothing, or what an earlier capture took
   */
  Settlement release(HoldRequest hold, UsageDetail usage);

  /**
   * Writes the usage row of a call that costs no credits (own key or free), successful or not.
   * Charges nothing; the table's own constraint says so too. Never throws {@code
   * ledger_unavailable}: a row that the database does not take waits in the {@link UsageBacklog}.
   */
  void record(BilledCall call, BillingMode mode, UsageDetail usage);

  /** What the account can still spend: posted minus held. */
  Credits available(AccountId account, Environment environment);
}
