package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.HoldRequest;

/**
 * The statement that holds credits for several calls, for all of an account or for none.
 *
 * @param requests at most one for each call
 */
record HoldBatch(List<HoldRequest> requests, String node) {
  private static final SqlStatement HOLD = SqlStatement.read("hold_batch");

  /** The calls that hold credits now; nothing was done for the others. */
  Set<UUID> run(JdbcClient jdbc) {
    MapSqlParameterSource holds =
        new MapSqlParameterSource()
            .addValue("node", node)
            .addValue(
                "accounts", column("uuid", requests, request -> request.call().account().value()))
            .addValue(
                "environments",
                column("text", requests, request -> request.call().environment().wireName()))
            .addValue("calls", column("uuid", requests, request -> request.call().id().value()))
            .addValue("amounts", column("bigint", requests, request -> request.amount().micros()))
            .addValue("keys", column("uuid", requests, request -> request.call().key().value()))
            .addValue("protocols", column("text", requests, request -> request.call().protocol()))
            .addValue(
                "providers",
                column("text", requests, request -> request.call().tool().provider().value()))
            .addValue(
                "operations",
                column("text", requests, request -> request.call().tool().operation()))
            .addValue("priceVersions", column("text", requests, HoldRequest::priceVersion))
            .addValue(
                "timesToLive",
                column("bigint", requests, request -> request.timeToLive().toMillis()));
    return new HashSet<>(
        HOLD.with(jdbc, holds).query((row, number) -> row.getObject("call_id", UUID.class)).list());
  }
}
