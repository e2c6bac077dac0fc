package org.toolroute.gateway.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.IdempotencyClaim;
import org.toolroute.gateway.ledger.IdempotencyClaim.Claimed;
import org.toolroute.gateway.ledger.IdempotencyClaim.Done;
import org.toolroute.gateway.ledger.IdempotencyClaim.InProgress;
import org.toolroute.gateway.ledger.IdempotencyClaim.Mismatch;
import org.toolroute.gateway.ledger.IdempotencyClaim.OutcomeUnknown;
import org.toolroute.gateway.ledger.IdempotencyKeys;

/** Idempotency keys in PostgreSQL; time is the database's. */
final class PostgresIdempotencyKeys implements IdempotencyKeys {
  private static final String CLAIM =
      """
      INSERT INTO idempotency_key AS k (account_id, environment, idempotency_key, request_hash,
          call_id, lease_until, expires_at)
      VALUES (:account, :environment, :key, :hash, :call,
          now() + :lease * interval '1 millisecond', now() + :kept * interval '1 second')
      ON CONFLICT (account_id, environment, idempotency_key) DO UPDATE
      SET request_hash = excluded.request_hash, call_id = excluded.call_id, outcome = NULL,
          lease_until = excluded.lease_until, expires_at = excluded.expires_at
      WHERE k.expires_at < now()
         OR (:repeatable AND k.outcome IS NULL AND k.lease_until < now()
             AND k.request_hash = excluded.request_hash)
      """;
  private static final String READ =
      """
      SELECT request_hash, outcome, lease_until < now() AS lease_over
      FROM idempotency_key
      WHERE account_id = :account AND environment = :environment AND idempotency_key = :key
      """;
  private static final String COMPLETE =
      """
      UPDATE idempotency_key SET outcome = :outcome
      WHERE account_id = :account AND environment = :environment AND idempotency_key = :key
        AND call_id = :call
      """;
  private static final String ABANDON =
      """
      DELETE FROM idempotency_key
      WHERE account_id = :account AND environment = :environment AND idempotency_key = :key
        AND call_id = :call AND outcome IS NULL
      """;
  private static final String REMOVE_EXPIRED =
      "DELETE FROM idempotency_key WHERE expires_at < now()";

  private final LedgerDatabase database;

  PostgresIdempotencyKeys(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public IdempotencyClaim claim(Use use, byte[] requestHash, Duration lease, boolean repeatable) {
    return database.run(jdbc -> {
      int claimed =
          bind(jdbc.sql(CLAIM), use)
              .param("hash", requestHash)
              .param("call", use.call().value())
              .param("lease", lease.toMillis())
              .param("kept", KEPT_FOR.toSeconds())
              .param("repeatable", repeatable)
              .update();
      return claimed == 1 ? new Claimed() : existing(jdbc, use, requestHash);
    });
  }

  /** A key that was given back in between belongs to a request that is over: ask again. */
  private static IdempotencyClaim existing(JdbcClient jdbc, Use use, byte[] requestHash) {
    return bind(jdbc.sql(READ), use)
        .query((row, number) -> read(row, requestHash))
        .optional()
        .orElseGet(InProgress::new);
  }

  private static IdempotencyClaim read(ResultSet row, byte[] requestHash) throws SQLException {
    if (!Arrays.equals(row.getBytes("request_hash"), requestHash)) {
      return new Mismatch();
    }
    byte[] outcome = row.getBytes("outcome");
    if (outcome != null) {
      return new Done(outcome);
    }
    return row.getBoolean("lease_over") ? new OutcomeUnknown() : new InProgress();
  }

  @Override
  public void complete(Use use, byte[] outcome) {
    database.run(jdbc ->
        bind(jdbc.sql(COMPLETE), use)
            .param("call", use.call().value())
            .param("outcome", outcome)
            .update());
  }

  @Override
  public void abandon(Use use) {
    database.run(jdbc -> bind(jdbc.sql(ABANDON), use).param("call", use.call().value()).update());
  }

  @Override
  public int removeExpired() {
    return database.run(jdbc -> jdbc.sql(REMOVE_EXPIRED).update());
  }

  private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Use use) {
    return statement
        .param("account", use.account().value())
        .param("environment", use.environment().wireName())
        .param("key", use.key());
  }
}
