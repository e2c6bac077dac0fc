package org.toolroute.gateway.ledger.postgres;

import static java.time.ZoneOffset.UTC;
import static org.toolroute.gateway.ledger.postgres.CallParameters.addUsage;
import static org.toolroute.gateway.ledger.postgres.CallParameters.factsOf;

import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;

/**
 * The statement that writes the usage row of a call without a hold; it charges nothing.
 *
 * @param priceVersion only of calls on credits
 * @param at when the call ended, where the row is written later than that
 */
record UsageInsert(
    BilledCall call,
    BillingMode mode,
    String outcome,
    Optional<String> priceVersion,
    Credits uncollected,
    UsageDetail usage,
    Optional<Instant> at) {
  private static final SqlStatement INSERT = SqlStatement.read("usage_insert");

  /** Of a call on credits whose hold is not there. */
  static UsageInsert unheld(
      HoldRequest hold, String outcome, Credits uncollected, UsageDetail usage) {
    return new UsageInsert(
        hold.call(),
        BillingMode.CREDITS,
        outcome,
        Optional.of(hold.priceVersion()),
        uncollected,
        usage,
        Optional.empty());
  }

  /** Of a call that costs no credits. */
  static UsageInsert recorded(
      BilledCall call, BillingMode mode, UsageDetail usage, Optional<Instant> at) {
    return new UsageInsert(call, mode, "recorded", Optional.empty(), Credits.ZERO, usage, at);
  }

  /** Whether it was written now; false when it was there. */
  boolean run(JdbcClient jdbc) {
    MapSqlParameterSource row =
        addUsage(factsOf(call), usage)
            .addValue("mode", mode.wireName())
            .addValue("outcome", outcome)
            .addValue("priceVersion", priceVersion.orElse(null), Types.VARCHAR)
            .addValue("uncollected", uncollected.micros())
            .addValue(
                "createdAt",
                at.map(utc -> utc.atOffset(UTC)).orElse(null),
                Types.TIMESTAMP_WITH_TIMEZONE);
    return INSERT.with(jdbc, row).update() > 0;
  }
}
