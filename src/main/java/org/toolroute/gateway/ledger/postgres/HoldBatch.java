package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.HoldRequest;

/** The statement that holds credits for several calls of one lane, all or nothing. */
record HoldBatch(Lane lane, List<HoldRequest> requests, String node) {
  private static final SqlStatement HOLD = SqlStatement.read("hold_batch");

  /** Whether all are held; otherwise none is. */
  boolean run(JdbcClient jdbc) {
    MapSqlParameterSource holds =
        new MapSqlParameterSource()
            .addValue("account", lane.account().value())
            .addValue("environment", lane.environment().wireName())
            .addValue("total", total())
            .addValue("node", node)
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
    return !HOLD.with(jdbc, holds).query((row, number) -> true).list().isEmpty();
  }

  private long total() {
    return requests.stream()
        .mapToLong(request -> request.amount().micros())
        .reduce(0, Math::addExact);
  }
}
