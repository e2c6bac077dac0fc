package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/** Credits held for calls that never ended come back. */
class SweeperIT extends LedgerFixture {

  @Test
  void expiredHoldsComeBackAndOthersStay() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest expired = expiring(account, "3");
    HoldRequest running = hold(account, "2");
    ledger.hold(expired);
    ledger.hold(running);
    // When
    int resolved = gateway.sweeper().sweepOnce();
    // Then
    assertThat(resolved).isEqualTo(1);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8"));
    assertThat(outcomes(expired.call().id())).containsExactly("expired");
    assertThat(outcomes(running.call().id())).isEmpty();
  }

  @Test
  void captureAfterExpiryChargesOnce() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest expired = expiring(account, "3");
    ledger.hold(expired);
    gateway.sweeper().sweepOnce();
    // When
    Settlement settlement = ledger.capture(expired, credits("3"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("3"), Credits.ZERO));
    assertThat(ledger.capture(expired, credits("3"), USAGE)).isEqualTo(settlement);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("7"));
    assertThat(outcomes(expired.call().id())).containsExactly("expired", "late");
    assertThat(transfers(expired.call().id())).containsExactly("late_capture 3000000");
  }

  @Test
  void captureAfterExpiryTakesOnlyWhatIsLeft() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest expired = expiring(account, "8");
    ledger.hold(expired);
    gateway.sweeper().sweepOnce();
    ledger.hold(hold(account, "9"));
    // When
    Settlement settlement = ledger.capture(expired, credits("8"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("1"), credits("7")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
  }

  @Test
  void captureAfterExpiryWithNothingLeftIsUncollected() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest expired = expiring(account, "8");
    ledger.hold(expired);
    gateway.sweeper().sweepOnce();
    ledger.hold(hold(account, "10"));
    // When
    Settlement settlement = ledger.capture(expired, credits("8"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(Credits.ZERO, credits("8")));
    assertThat(ledger.capture(expired, credits("8"), USAGE)).isEqualTo(settlement);
  }

  @Test
  void releaseAfterExpiryAndHoldAfterExpiryChangeNothing() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest expired = expiring(account, "8");
    ledger.hold(expired);
    gateway.sweeper().sweepOnce();
    // When
    ledger.release(expired, USAGE);
    // Then
    assertThat(ledger.hold(expired)).isEqualTo(new Held(credits("8")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
    assertThat(outcomes(expired.call().id())).containsExactly("expired");
  }

  @Test
  void balancesAreLockedInOneOrderWhateverThePlan() throws SQLException {
    // Given
    List<AccountId> opened = Stream.generate(() -> gateway.accountWith("10")).limit(40).toList();
    List<UUID> accounts = opened.stream().map(AccountId::value).sorted().toList();
    List<AccountId> shuffled = new ArrayList<>(opened); // rows lie in the order of their change
    Collections.shuffle(shuffled, new Random(7));
    shuffled.forEach(account -> ledger.hold(expiring(account, "1")));
    JdbcClient jdbc = JdbcClient.create(planningWithoutSorts());
    List<UUID> free;
    try (Connection connection = database.owner().getConnection()) {
      connection.setAutoCommit(false);
      lock(connection, accounts.get(20));
      // When
      LedgerDatabase other = new LedgerDatabase(planningWithoutSorts(), 1, Duration.ofSeconds(1));
      Thread sweep =
          Thread.startVirtualThread(
              new PostgresSweeper(other, 500, gateway.counts, gateway.openHolds)::sweepOnce);
      await().until(() -> somebodyWaits(jdbc));
      free = free(jdbc, accounts);
      connection.rollback();
      await().until(() -> !sweep.isAlive());
    }
    // Then
    assertThat(free).containsExactlyInAnyOrderElementsOf(accounts.subList(21, 40));
  }

  /** Sorts that the planner adds by itself hide a missing order. */
  private static DataSource planningWithoutSorts() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser(TestDatabase.GATEWAY);
    dataSource.setPassword(database.password());
    dataSource.setOptions("-c enable_sort=off -c enable_mergejoin=off");
    return dataSource;
  }

  private static void lock(Connection connection, UUID account) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT FROM ledger_balance WHERE account_id = ? FOR UPDATE")) {
      statement.setObject(1, account);
      statement.execute();
    }
  }

  /** A role sees only what its own sessions wait for. */
  private static boolean somebodyWaits(JdbcClient jdbc) {
    return jdbc.sql(
            "SELECT count(*) > 0 FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
        .query(Boolean.class)
        .single();
  }

  private static List<UUID> free(JdbcClient jdbc, List<UUID> accounts) {
    return jdbc.sql(
            "SELECT account_id FROM ledger_balance"
                + " WHERE account_id IN (:accounts) AND environment = 'live' FOR UPDATE SKIP LOCKED")
        .param("accounts", accounts)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }
}
