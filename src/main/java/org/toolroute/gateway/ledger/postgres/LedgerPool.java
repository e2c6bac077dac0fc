package org.toolroute.gateway.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.toolroute.gateway.ledger.LedgerProperties;

/** Opens the connections that only money uses, each with its time limits set in the database. */
final class LedgerPool {
  private LedgerPool() {}

  /**
   * @param login where and as whom to connect; the rest is set here
   */
  static HikariDataSource open(HikariConfig login, LedgerProperties properties) {
    login.setPoolName("ledger");
    login.setMaximumPoolSize(properties.poolSize());
    login.setConnectionTimeout(properties.maxWait().toMillis());
    login.setInitializationFailTimeout(-1); // a gateway starts without its database and says 503
    login.setConnectionInitSql(
        "SET statement_timeout = %d; SET lock_timeout = %d"
            .formatted(
                properties.statementTimeout().toMillis(), properties.lockTimeout().toMillis()));
    return new HikariDataSource(login);
  }
}
