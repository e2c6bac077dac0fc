package org.toolroute.gateway.ledger.postgres;

import java.sql.Types;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageDetail;

/** The parameters that statements about a call have in common. */
final class CallParameters {
  /** Longer texts are cut: they are for reading, and must not fail a capture. */
  private static final int UNITS_LENGTH_MAX = 500;

  private CallParameters() {}

  /** {@code :account} and {@code :call}. */
  static MapSqlParameterSource idOf(BilledCall call) {
    return new MapSqlParameterSource()
        .addValue("account", call.account().value())
        .addValue("call", call.id().value());
  }

  /** All facts of the call. */
  static MapSqlParameterSource factsOf(BilledCall call) {
    return idOf(call)
        .addValue("environment", call.environment().wireName())
        .addValue("key", call.key().value())
        .addValue("protocol", call.protocol())
        .addValue("provider", call.tool().provider().value())
        .addValue("operation", call.tool().operation());
  }

  /** Adds all that was measured. */
  static MapSqlParameterSource addUsage(MapSqlParameterSource parameters, UsageDetail usage) {
    return parameters
        .addValue("errorCode", usage.errorCode().orElse(null), Types.VARCHAR)
        .addValue("upstreamStatus", usage.upstreamStatus().orElse(null), Types.INTEGER)
        .addValue("units", cut(usage.units()))
        .addValue("estimated", usage.estimated())
        .addValue("elapsedMillis", usage.elapsed().toMillis());
  }

  /** What is kept of {@code units}. */
  static String cut(String units) {
    return units.length() <= UNITS_LENGTH_MAX ? units : units.substring(0, UNITS_LENGTH_MAX);
  }
}
