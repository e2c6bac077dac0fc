package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.SqlArrays.column;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.HoldRequest;

/** The statement that holds credits for several calls of one lane, all or nothing. */
record HoldBatch(Lane lane, List<HoldRequest> requests, String node) {
  private static final String HOLD = SqlFile.read("hold_batch");

  /** Whether all are held; otherwise none is. */
  boolean run(JdbcClient jdbc) {
    return !jdbc.sql(HOLD)
        .param("account", lane.account().value())
        .param("environment", lane.environment().wireName())
        .param("total", total())
        .param("node", node)
        .param("calls", column("uuid", requests, request -> request.call().id().value()))
        .param("amounts", column("bigint", requests, request -> request.amount().micros()))
        .param("keys", column("uuid", requests, request -> request.call().key().value()))
        .param("protocols", column("text", requests, request -> request.call().protocol()))
        .param(
            "providers",
            column("text", requests, request -> request.call().tool().provider().value()))
        .param("operations", column("text", requests, request -> request.call().tool().operation()))
        .param("priceVersions", column("text", requests, HoldRequest::priceVersion))
        .param(
            "timesToLive", column("bigint", requests, request -> request.timeToLive().toMillis()))
        .query(String.class)
        .list()
        .isEmpty();
  }

  private long total() {
    return requests.stream()
        .mapToLong(request -> request.amount().micros())
        .reduce(0, Math::addExact);
  }
}
