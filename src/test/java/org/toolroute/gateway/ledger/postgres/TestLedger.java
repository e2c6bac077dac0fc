package org.toolroute.gateway.ledger.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.util.unit.DataSize;
import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.ledger.Refunds;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.ledger.Sweeper;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/** The ledger of one gateway process over a test database, as it is wired in production. */
public final class TestLedger implements AutoCloseable {
  public static final ToolName TOOL = new ToolName(new ProviderId("tavily"), "search");
  public static final UsageDetail USAGE =
      new UsageDetail(Optional.empty(), Optional.of(200), "", false, Duration.ofMillis(120));
  public static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private final HikariDataSource pool;
  private final LedgerProperties properties;
  private final UsageSpool spool;
  private final Ledger ledger;
  final LedgerDatabase database;
  final UsageRecorder backlog;
  final LedgerCounts counts = new LedgerCounts();
  final OpenHolds openHolds;

  private TestLedger(HikariDataSource pool, LedgerProperties properties, Path spoolDirectory) {
    this.pool = pool;
    this.properties = properties;
    this.database = new LedgerDatabase(pool, properties.poolSize(), properties.maxWait());
    this.spool = UsageSpool.open(spoolDirectory, properties.spoolSize().toBytes());
    this.backlog =
        new UsageRecorder(database, spool, InstantSource.system(), properties.maxWait(), counts);
    this.openHolds = new OpenHolds(database, InstantSource.system());
    this.ledger = new PostgresLedger(database, properties, backlog, counts);
  }

  /** Another gateway over the same database. */
  public static TestLedger over(TestDatabase database) {
    return over(database.gateway(), properties(Duration.ofSeconds(20), Duration.ofSeconds(10)));
  }

  /** The settings of a gateway. */
  static LedgerProperties properties(Duration maxWait, Duration timeout) {
    return properties(maxWait, timeout, Duration.ZERO);
  }

  static LedgerProperties properties(Duration maxWait, Duration timeout, Duration patience) {
    Duration audit = Duration.ofMinutes(1);
    DataSize spool = DataSize.ofMegabytes(1);
    return new LedgerProperties("test", 8, maxWait, timeout, timeout, patience, audit, spool);
  }

  private static Path newDirectory() {
    try {
      Path directory = Files.createTempDirectory("usage-spool");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestLedger over(DataSource dataSource, LedgerProperties properties) {
    return over(dataSource, properties, newDirectory());
  }

  static TestLedger over(DataSource dataSource, LedgerProperties properties, Path spool) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    return new TestLedger(LedgerPool.open(config, properties), properties, spool);
  }

  public Ledger ledger() {
    return ledger;
  }

  /** A ledger that shares the connections and nothing else. */
  Ledger anotherLedger() {
    return new PostgresLedger(database, properties, backlog, counts);
  }

  public TopUps topUps() {
    return new PostgresTopUps(database);
  }

  public AccountBalances balances() {
    return new PostgresAccountBalances(database);
  }

  SpendingLimits limits() {
    return new PostgresSpendingLimits(database);
  }

  Sweeper sweeper() {
    return new PostgresSweeper(database, PostgresSweeper.BATCH, counts, openHolds);
  }

  Refunds refunds() {
    return new PostgresRefunds(database);
  }

  UsageQuery usage() {
    return new PostgresUsageQuery(database);
  }

  public Audit audit() {
    return new PostgresAudit(database, Duration.ofMinutes(1));
  }

  /** A new account with {@code credits} on its live balance. */
  public AccountId accountWith(String credits) {
    AccountId account = AccountId.next();
    balances().open(account);
    Credits amount = credits(credits);
    if (!amount.isZero()) {
      topUps().topUp(account, amount, "opening");
    }
    return account;
  }

  public static Credits credits(String credits) {
    return Credits.of(new BigDecimal(credits));
  }

  /** A call of {@code account} with a key of its own. */
  public static BilledCall call(AccountId account, Environment environment) {
    return new BilledCall(CallId.next(), account, environment, KeyId.next(), TOOL, "rest");
  }

  public static HoldRequest hold(AccountId account, String credits) {
    return hold(call(account, Environment.LIVE), credits);
  }

  public static HoldRequest hold(BilledCall call, String credits) {
    return new HoldRequest(call, credits(credits), "2026-01", TIME_TO_LIVE);
  }

  /** A hold whose time is over at once. */
  static HoldRequest expiring(AccountId account, String credits) {
    HoldRequest hold = hold(account, credits);
    return new HoldRequest(hold.call(), hold.amount(), hold.priceVersion(), Duration.ZERO);
  }

  /** A connection of the gateway that the ledger then lacks. */
  Connection takeConnection() throws SQLException {
    return pool.getConnection();
  }

  /** Closes the idle connections, which is when the database counts what happened in them. */
  void evictConnections() {
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public void close() {
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pool.close();
  }
}
