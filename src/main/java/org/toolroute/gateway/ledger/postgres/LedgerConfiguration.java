package org.toolroute.gateway.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.ledger.PriceVersions;
import org.toolroute.gateway.ledger.Refunds;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.ledger.Sweeper;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.ledger.UsageBacklog;
import org.toolroute.gateway.ledger.UsageQuery;

/**
 * Wires the ledger. Money has connections of its own, so that nothing else can use them up. From
 * outside come the database, the clock and {@code toolroute.home}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {
  private static final int REPORTS_MAX = 2;

  /** Not a candidate where a DataSource is asked for. */
  @Bean(defaultCandidate = false)
  HikariDataSource ledgerDataSource(JdbcConnectionDetails login, LedgerProperties properties) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(login.getJdbcUrl());
    config.setUsername(login.getUsername());
    config.setPassword(login.getPassword());
    // A server that vanished without a word: nothing here may take longer than this. As texts, for
    // the driver passes by whatever is none.
    config.addDataSourceProperty(
        "socketTimeout", String.valueOf(properties.statementTimeout().toSeconds() + 2));
    config.addDataSourceProperty("loginTimeout", String.valueOf(loginSeconds(properties)));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return LedgerPool.open(config, properties);
  }

  @Bean
  @Primary
  LedgerDatabase ledgerStatements(
      @Qualifier("ledgerDataSource") HikariDataSource dataSource, LedgerProperties properties) {
    return new LedgerDatabase(dataSource, properties.poolSize(), properties.maxWait());
  }

  /** The bill is read on the connections of everything else. */
  @Bean
  LedgerDatabase ledgerReports(DataSource dataSource, LedgerProperties properties) {
    return new LedgerDatabase(dataSource, REPORTS_MAX, properties.maxWait());
  }

  @Bean
  LedgerCounts ledgerCounts() {
    return new LedgerCounts();
  }

  @Bean
  MeterBinder ledgerMeters(LedgerCounts counts, OpenHolds holds, UsageBacklog backlog) {
    return new LedgerMeters(counts, holds, backlog);
  }

  @Bean
  UsageSpool usageSpool(@Value("${toolroute.home}") Path home, LedgerProperties properties) {
    return UsageSpool.open(home.resolve("usage-spool"), properties.spoolSize().toBytes());
  }

  @Bean
  UsageRecorder usageRecorder(
      LedgerDatabase database,
      UsageSpool spool,
      InstantSource clock,
      LedgerProperties properties,
      LedgerCounts counts) {
    return new UsageRecorder(database, spool, clock, properties.maxWait(), counts);
  }

  @Bean
  Ledger ledger(
      LedgerDatabase database,
      LedgerProperties properties,
      UsageRecorder recorder,
      LedgerCounts counts) {
    return new PostgresLedger(database, properties, recorder, counts);
  }

  @Bean
  TopUps topUps(LedgerDatabase database) {
    return new PostgresTopUps(database);
  }

  @Bean
  AccountBalances accountBalances(LedgerDatabase database) {
    return new PostgresAccountBalances(database);
  }

  @Bean
  SpendingLimits spendingLimits(LedgerDatabase database) {
    return new PostgresSpendingLimits(database);
  }

  @Bean
  Refunds refunds(LedgerDatabase database) {
    return new PostgresRefunds(database);
  }

  @Bean
  OpenHolds openHolds(LedgerDatabase database, InstantSource clock) {
    return new OpenHolds(database, clock);
  }

  @Bean
  Sweeper sweeper(LedgerDatabase database, LedgerCounts counts, OpenHolds openHolds) {
    return new PostgresSweeper(database, PostgresSweeper.BATCH, counts, openHolds);
  }

  @Bean
  PriceVersions priceVersions(LedgerDatabase database) {
    return new PostgresPriceVersions(database);
  }

  @Bean
  Audit ledgerAudit(JdbcConnectionDetails login, LedgerProperties properties) {
    LedgerDatabase database =
        new LedgerDatabase(proofs(login, properties), REPORTS_MAX, properties.maxWait());
    return new PostgresAudit(database, properties.auditTimeout());
  }

  @Bean
  UsageQuery usageQuery(@Qualifier("ledgerReports") LedgerDatabase database) {
    return new PostgresUsageQuery(database);
  }

  /** A proof is rare, and silent for longer than a pooled connection may be: it makes its own. */
  private static DataSource proofs(JdbcConnectionDetails login, LedgerProperties properties) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(login.getJdbcUrl());
    Optional.ofNullable(login.getUsername()).ifPresent(connections::setUser);
    Optional.ofNullable(login.getPassword()).ifPresent(connections::setPassword);
    connections.setLoginTimeout(loginSeconds(properties));
    connections.setSocketTimeout((int) properties.auditTimeout().toSeconds() + 2);
    connections.setTcpKeepAlive(true);
    return connections;
  }

  private static int loginSeconds(LedgerProperties properties) {
    return (int) Math.max(1, properties.maxWait().toSeconds());
  }
}
