package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statement that writes the usage rows of several calls that cost no credits, all or none. A
 * row that is there stays.
 *
 * @param rows of {@link UsageInsert#recorded}
 */
record UsageBatch(List<UsageInsert> rows) {
  private static final SqlStatement INSERT = SqlStatement.read("usage_insert_batch");

  /** How many were written now; the others were there. */
  int run(JdbcClient jdbc) {
    if (rows.size() == 1) {
      return rows.getFirst().run(jdbc) ? 1 : 0;
    }
    MapSqlParameterSource columns =
        new MapSqlParameterSource()
            .addValue("accounts", column("uuid", rows, row -> row.call().account().value()))
            .addValue("calls", column("uuid", rows, row -> row.call().id().value()))
            .addValue(
                "environments", column("text", rows, row -> row.call().environment().wireName()))
            .addValue("keys", column("uuid", rows, row -> row.call().key().value()))
            .addValue("protocols", column("text", rows, row -> row.call().protocol()))
            .addValue(
                "providers", column("text", rows, row -> row.call().tool().provider().value()))
            .addValue("operations", column("text", rows, row -> row.call().tool().operation()))
            .addValue("modes", column("text", rows, row -> row.mode().wireName()))
            .addValue(
                "errorCodes", column("text", rows, row -> row.usage().errorCode().orElse(null)))
            .addValue(
                "upstreamStatuses",
                column("integer", rows, row -> row.usage().upstreamStatus().orElse(null)))
            .addValue("units", column("text", rows, row -> CallParameters.cut(row.usage().units())))
            .addValue("estimates", column("boolean", rows, row -> row.usage().estimated()))
            .addValue(
                "elapsedMillis", column("bigint", rows, row -> row.usage().elapsed().toMillis()))
            .addValue("ends", column("timestamptz", rows, row -> row.at().orElse(null)));
    return INSERT.with(jdbc, columns).update();
  }
}
