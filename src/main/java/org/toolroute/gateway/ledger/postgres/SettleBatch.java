package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statement that resolves the holds of several calls of one lane.
 *
 * @param settlings at most one for each call
 */
record SettleBatch(Lane lane, List<Settling> settlings) {
  private static final String SETTLE = SqlFile.read("settle_batch");

  /** The calls that had a hold which covers their cost; nothing was done for the others. */
  Set<UUID> run(JdbcClient jdbc) {
    return new HashSet<>(
        jdbc.sql(SETTLE)
            .param("account", lane.account().value())
            .param("environment", lane.environment().wireName())
            .param("calls", column("uuid", settlings, settling -> settling.call().id().value()))
            .param("charges", column("bigint", settlings, settling -> settling.charged().micros()))
            .param("outcomes", column("text", settlings, Settling::outcome))
            .param(
                "errorCodes",
                column("text", settlings, settling -> settling.usage().errorCode().orElse(null)))
            .param(
                "upstreamStatuses",
                column(
                    "integer",
                    settlings,
                    settling -> settling.usage().upstreamStatus().orElse(null)))
            .param(
                "units",
                column("text", settlings, settling -> CallParameters.cut(settling.usage().units())))
            .param(
                "estimates", column("boolean", settlings, settling -> settling.usage().estimated()))
            .param(
                "elapsedMillis",
                column("bigint", settlings, settling -> settling.usage().elapsed().toMillis()))
            .query((row, number) -> row.getObject("call_id", UUID.class))
            .list());
  }
}
