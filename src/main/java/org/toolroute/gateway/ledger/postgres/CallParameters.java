package org.toolroute.gateway.ledger.postgres;

import java.sql.Types;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageDetail;

/** Binds what every statement about a call has in common. */
final class CallParameters {
  /** Longer texts are cut: they are for reading, and must not fail a capture. */
  private static final int UNITS_LENGTH_MAX = 500;

  private CallParameters() {}

  /** {@code :account} and {@code :call}. */
  static StatementSpec bindId(StatementSpec statement, BilledCall call) {
    return statement.param("account", call.account().value()).param("call", call.id().value());
  }

  /** All facts of the call. */
  static StatementSpec bindCall(StatementSpec statement, BilledCall call) {
    return bindId(statement, call)
        .param("environment", call.environment().wireName())
        .param("key", call.key().value())
        .param("protocol", call.protocol())
        .param("provider", call.tool().provider().value())
        .param("operation", call.tool().operation());
  }

  /** All that was measured. */
  static StatementSpec bindUsage(StatementSpec statement, UsageDetail usage) {
    return statement
        .param("errorCode", usage.errorCode().orElse(null), Types.VARCHAR)
        .param("upstreamStatus", usage.upstreamStatus().orElse(null), Types.INTEGER)
        .param("units", cut(usage.units()))
        .param("estimated", usage.estimated())
        .param("elapsedMillis", usage.elapsed().toMillis());
  }

  /** What is kept of {@code units}. */
  static String cut(String units) {
    return units.length() <= UNITS_LENGTH_MAX ? units : units.substring(0, UNITS_LENGTH_MAX);
  }
}
