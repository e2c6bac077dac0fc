package org.toolroute.gateway.ledger.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Runs the ledger's statements. Callers stand in one fair line for the connections, since a pool
 * under virtual threads lets newcomers pass those who wait. A statement is repeated a few times
 * where the database asks for it; what remains is {@code ledger_unavailable}, except when the data
 * itself was refused: that is for the caller to explain.
 */
final class LedgerDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerDatabase.class);

  /** What every caller is told when the database cannot answer. */
  static final String UNAVAILABLE = "The ledger cannot answer at the moment. Try again.";

  private static final int ATTEMPTS_MAX = 4;
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final TransactionTemplate snapshots;
  private final Semaphore line;
  private final Duration maxWait;

  /**
   * @param connections how many statements may run at once
   */
  LedgerDatabase(DataSource dataSource, int connections, Duration maxWait) {
    this.jdbc = JdbcClient.create(dataSource);
    JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
    this.transactions = new TransactionTemplate(manager);
    this.snapshots = new TransactionTemplate(manager);
    this.snapshots.setReadOnly(true);
    this.snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.line = new Semaphore(connections, true);
    this.maxWait = maxWait;
  }

  /** Runs one statement, which commits by itself. */
  <T extends @Nullable Object> T run(Function<JdbcClient, T> statement) {
    return repeat(() -> statement.apply(jdbc));
  }

  /** Runs several statements in one transaction (read committed). */
  <T> T transact(Function<JdbcClient, T> statements) {
    return repeat(() -> requireNonNull(transactions.execute(status -> statements.apply(jdbc))));
  }

  /** Reads with several statements that all see the same moment. */
  <T> T readSnapshot(Function<JdbcClient, T> statements) {
    return repeat(() -> requireNonNull(snapshots.execute(status -> statements.apply(jdbc))));
  }

  private <T extends @Nullable Object> T repeat(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return inLine(work);
      } catch (DataAccessException | TransactionException e) {
        SqlFailure failure = SqlFailure.of(e);
        if (failure.isAboutData()) {
          throw e;
        }
        if (!failure.isTransient() || attempt == ATTEMPTS_MAX) {
          throw unavailable(failure);
        }
        pause(attempt);
      }
    }
  }

  private <T extends @Nullable Object> T inLine(Work<T> work) {
    try {
      if (!line.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.atWarn().log("no ledger connection became free");
        throw new OutOfReachException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutOfReachException();
    }
    try {
      return work.run();
    } finally {
      line.release();
    }
  }

  private static void pause(int attempt) {
    long most = PAUSE.toNanos() << attempt;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 4, most));
  }

  private static GatewayException unavailable(SqlFailure failure) {
    LOG.atLevel(failure.needsOperator() ? Level.ERROR : Level.WARN)
        .addKeyValue("sqlState", failure.state())
        .log("ledger statement failed");
    return failure.isOutage()
        ? new OutOfReachException()
        : new GatewayException(ErrorCode.LEDGER_UNAVAILABLE, UNAVAILABLE);
  }

  /** One run of a statement or a transaction. */
  private interface Work<T extends @Nullable Object> {
    T run();
  }
}
