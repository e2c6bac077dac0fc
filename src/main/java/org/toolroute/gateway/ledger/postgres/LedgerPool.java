package org.toolroute.gateway.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.toolroute.gateway.ledger.LedgerProperties;

/** Opens the connections that only money uses, each with its limits set in the database. */
final class LedgerPool {
  /** Of an idle connection that is about to be used. */
  private static final Duration CHECK_MAX = Duration.ofSeconds(1);

  private LedgerPool() {}

  /**
   * Opens the pool.
   *
   * @param login where and as whom to connect; the rest is set here
   */
  static HikariDataSource open(HikariConfig login, LedgerProperties properties) {
    login.setPoolName("ledger");
    login.setMaximumPoolSize(properties.poolSize());
    login.setConnectionTimeout(properties.maxWait().toMillis());
    login.setValidationTimeout(Math.min(properties.maxWait().toMillis(), CHECK_MAX.toMillis()));
    login.setInitializationFailTimeout(-1); // a gateway starts without its database and says 503
    login.setConnectionInitSql(session(properties));
    return new HikariDataSource(login);
  }

  /**
   * Every statement about money finds a few rows by their keys. A plan that reads all of a table,
   * made while the table was small, would be kept while it grows; so it is not offered.
   */
  private static String session(LedgerProperties properties) {
    return """
    SET statement_timeout = %d;
    SET lock_timeout = %d;
    SET enable_seqscan = off;
    SET enable_hashjoin = off;
    SET enable_mergejoin = off;
    """
        .formatted(properties.statementTimeout().toMillis(), properties.lockTimeout().toMillis());
  }
}
