package org.toolroute.gateway.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.ledger.TopUps;

/** The ledger's beans. Money has connections of its own, so that nothing else can use them up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {

  /** Not a candidate where a DataSource is asked for. */
  @Bean(defaultCandidate = false)
  HikariDataSource ledgerDataSource(JdbcConnectionDetails login, LedgerProperties properties) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(login.getJdbcUrl());
    config.setUsername(login.getUsername());
    config.setPassword(login.getPassword());
    // A server that vanished without a word: nothing here may take longer than this.
    config.addDataSourceProperty("socketTimeout", properties.statementTimeout().toSeconds() + 2);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return LedgerPool.open(config, properties);
  }

  @Bean
  LedgerDatabase ledgerDatabase(
      @Qualifier("ledgerDataSource") HikariDataSource dataSource, LedgerProperties properties) {
    return new LedgerDatabase(dataSource, properties.poolSize(), properties.maxWait());
  }

  @Bean
  Ledger ledger(LedgerDatabase database, LedgerProperties properties) {
    return new PostgresLedger(database, properties.node());
  }

  @Bean
  TopUps topUps(LedgerDatabase database) {
    return new PostgresTopUps(database);
  }

  @Bean
  AccountBalances accountBalances(LedgerDatabase database) {
    return new PostgresAccountBalances(database);
  }
}
