package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.shared.Credits;

/** Proves the books in one read-only snapshot, beside running calls and without a lock. */
final class PostgresAudit implements Audit {
  private static final String MISMATCHES = SqlFile.read("audit");
  private static final String UNCOLLECTED =
      "SELECT CAST(LEAST(COALESCE(sum(uncollected_micros), 0), 9223372036854775807) AS bigint)"
          + " FROM call_usage WHERE uncollected_micros > 0";
  private static final int MISMATCHES_MAX = 1000;

  private final LedgerDatabase database;
  private final Duration timeout;

  /**
   * @param timeout of one statement of the proof, which reads every row there is
   */
  PostgresAudit(LedgerDatabase database, Duration timeout) {
    this.database = database;
    this.timeout = timeout;
  }

  @Override
  public Report run() {
    return database.readSnapshot(jdbc -> {
      jdbc.sql("SELECT set_config('statement_timeout', :millis, true)")
          .param("millis", Long.toString(timeout.toMillis()))
          .query(String.class)
          .single();
      return new Report(
          count(jdbc, "SELECT count(DISTINCT account_id) FROM ledger_balance"),
          count(jdbc, "SELECT count(*) FROM ledger_transfer"),
          count(jdbc, "SELECT count(*) FROM ledger_hold"),
          new Credits(count(jdbc, UNCOLLECTED)),
          mismatches(jdbc));
    });
  }

  private static List<String> mismatches(JdbcClient jdbc) {
    return jdbc.sql(MISMATCHES)
        .param("most", MISMATCHES_MAX)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static long count(JdbcClient jdbc, String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }
}
