package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statement that resolves the holds of several calls.
 *
 * @param settlings at most one for each call
 */
record SettleBatch(List<Settling> settlings) {
  private static final SqlStatement SETTLE = SqlStatement.read("settle_batch");

  /** The calls that had a hold which covers their cost; nothing was done for the others. */
  Set<UUID> run(JdbcClient jdbc) {
    MapSqlParameterSource columns =
        new MapSqlParameterSource()
            .addValue(
                "accounts",
                column("uuid", settlings, settling -> settling.call().account().value()))
            .addValue("calls", column("uuid", settlings, settling -> settling.call().id().value()))
            .addValue(
                "charges", column("bigint", settlings, settling -> settling.charged().micros()))
            .addValue("outcomes", column("text", settlings, Settling::outcome))
            .addValue(
                "errorCodes",
                column("text", settlings, settling -> settling.usage().errorCode().orElse(null)))
            .addValue(
                "upstreamStatuses",
                column(
                    "integer",
                    settlings,
                    settling -> settling.usage().upstreamStatus().orElse(null)))
            .addValue(
                "units",
                column("text", settlings, settling -> CallParameters.cut(settling.usage().units())))
            .addValue(
                "estimates", column("boolean", settlings, settling -> settling.usage().estimated()))
            .addValue(
                "elapsedMillis",
                column("bigint", settlings, settling -> settling.usage().elapsed().toMillis()));
    return new HashSet<>(
        SETTLE
            .with(jdbc, columns)
            .query((row, number) -> row.getObject("call_id", UUID.class))
            .list());
  }
}
