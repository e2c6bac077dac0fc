package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.CallParameters.addUsage;
import static org.toolroute.gateway.ledger.postgres.CallParameters.factsOf;
import static org.toolroute.gateway.ledger.postgres.CallParameters.idOf;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * Settles the calls that one statement cannot: the hold expired, was lost with the database, was
 * resolved before, or is smaller than the cost. Each runs in a transaction that locks the hold,
 * then the balance, and only then looks. Takes what balance and budgets allow; the rest is
 * uncollected.
 */
final class LateSettlements {
  private static final String LEFT = SqlFile.read("late_left");
  private static final String CHARGE = SqlFile.read("late_charge");
  private static final String DROP_HOLD = SqlFile.read("hold_drop");
  private static final String LOCK_HOLD =
      "SELECT amount_micros FROM ledger_hold"
          + " WHERE account_id = :account AND call_id = :call FOR UPDATE";
  private static final String LOCK_BALANCE =
      "SELECT posted_micros - held_micros FROM ledger_balance"
          + " WHERE account_id = :account AND environment = :environment FOR UPDATE";
  private static final String RESOLUTIONS =
      "SELECT outcome, charged_micros, uncollected_micros FROM call_usage"
          + " WHERE account_id = :account AND call_id = :call";

  private final LedgerDatabase database;

  LateSettlements(LedgerDatabase database) {
    this.database = database;
  }

  Settlement capture(HoldRequest hold, Cost cost, UsageDetail usage) {
    return database.transact(jdbc -> {
      Found found = find(jdbc, hold.call());
      return found
          .settlement()
          .orElseGet(() ->
              found.held().isPresent()
                  ? captureHeld(jdbc, hold, found, cost, usage)
                  : captureUnheld(jdbc, hold, found, cost, usage));
    });
  }

  /** What stands in the books then. */
  Settlement release(HoldRequest hold, UsageDetail usage) {
    return database.transact(jdbc -> {
      Found found = find(jdbc, hold.call());
      if (found.held().isPresent()) {
        Settling.released(hold.call(), usage).run(jdbc);
      } else if (found.resolutions().isEmpty()) {
        UsageInsert.unheld(hold, "released", Credits.ZERO, usage).run(jdbc);
      }
      return found.settlement().orElse(Settlement.NOTHING);
    });
  }

  private static Found find(JdbcClient jdbc, BilledCall call) {
    Optional<Credits> held =
        jdbc.sql(LOCK_HOLD).paramSource(idOf(call)).query(Long.class).optional().map(Credits::new);
    long available =
        jdbc.sql(LOCK_BALANCE).paramSource(factsOf(call)).query(Long.class).optional().orElse(0L);
    List<Resolution> resolutions =
        jdbc.sql(RESOLUTIONS)
            .paramSource(idOf(call))
            .query((row, number) ->
                new Resolution(
                    row.getString("outcome"),
                    new Settlement(
                        new Credits(row.getLong("charged_micros")),
                        new Credits(row.getLong("uncollected_micros")))))
            .list();
    Found found = new Found(held, new Credits(available), resolutions);
    return resolutions.isEmpty() ? found : dropHold(jdbc, call, found);
  }

  /** A hold request that was on its way while its call was resolved may have left one behind. */
  private static Found dropHold(JdbcClient jdbc, BilledCall call, Found found) {
    if (found.held().isEmpty()) {
      return found;
    }
    jdbc.sql(DROP_HOLD).paramSource(idOf(call)).update();
    return new Found(
        Optional.empty(), found.available().plus(found.held().get()), found.resolutions());
  }

  private static Settlement captureHeld(
      JdbcClient jdbc, HoldRequest hold, Found found, Cost cost, UsageDetail usage) {
    Credits actual = cost.actual();
    Credits held = found.held().orElseThrow();
    Credits within = actual.min(held);
    Credits beyond = actual.minus(within).min(spendable(jdbc, hold.call(), found));
    Settlement settlement =
        new Settlement(
            within.plus(beyond), actual.minus(within).minus(beyond).plus(cost.overrun()));
    Settling settling =
        actual.compareTo(held) > 0
            ? Settling.beyondHold(hold.call(), settlement, beyond, usage)
            : Settling.captured(hold.call(), cost, usage);
    settling.run(jdbc);
    return settlement;
  }

  private static Settlement captureUnheld(
      JdbcClient jdbc, HoldRequest hold, Found found, Cost cost, UsageDetail usage) {
    Credits actual = cost.actual();
    if (actual.isZero() && found.resolutions().isEmpty()) {
      UsageInsert.unheld(hold, "captured", cost.overrun(), usage).run(jdbc);
      return new Settlement(Credits.ZERO, cost.overrun());
    }
    Credits charged = actual.min(spendable(jdbc, hold.call(), found));
    Credits uncollected = actual.minus(charged).plus(cost.overrun());
    if (charged.isZero()) {
      UsageInsert.unheld(hold, "late", uncollected, usage).run(jdbc);
    } else {
      SqlParameterSource charge =
          addUsage(factsOf(hold.call()), usage)
              .addValue("priceVersion", hold.priceVersion())
              .addValue("charged", charged.micros())
              .addValue("uncollected", uncollected.micros());
      jdbc.sql(CHARGE).paramSource(charge).update();
    }
    return new Settlement(charged, uncollected);
  }

  private static Credits spendable(JdbcClient jdbc, BilledCall call, Found found) {
    return jdbc.sql(LEFT)
        .paramSource(factsOf(call))
        .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
        .single()
        .map(left -> new Credits(Math.max(0, left)).min(found.available()))
        .orElse(found.available());
  }

  /** What is there, with hold and balance locked. */
  private record Found(Optional<Credits> held, Credits available, List<Resolution> resolutions) {
    /** What an earlier capture or release came to; an expiry leaves the call open. */
    Optional<Settlement> settlement() {
      return resolutions.stream()
          .filter(resolution -> !resolution.outcome().equals("expired"))
          .map(Resolution::settlement)
          .findFirst();
    }
  }

  private record Resolution(String outcome, Settlement settlement) {}
}
