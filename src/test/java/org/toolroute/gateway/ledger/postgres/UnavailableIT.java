package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Ledger statements fail: calls on credits are refused, calls on own keys go on and are kept. */
class UnavailableIT extends LedgerFixture {
  private static final LedgerProperties IMPATIENT =
      TestLedger.properties(Duration.ofMillis(400), Duration.ofMillis(200));

  @TempDir Path spool;
  private TestLedger impatient;

  @BeforeEach
  void openImpatient() {
    impatient = TestLedger.over(database.gateway(), IMPATIENT, spool);
  }

  @AfterEach
  void closeImpatient() {
    impatient.close();
  }

  @Test
  void creditsAreRefusedWhileTheBalanceIsLocked() throws SQLException {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest running = hold(account, "2");
    ledger.hold(running);
    try (Connection lock = locking("LOCK TABLE ledger_balance IN ACCESS EXCLUSIVE MODE")) {
      // When
      ThrowingCallable hold = () -> impatient.ledger().hold(hold(account, "1"));
      // Then
      assertUnavailable(hold);
      assertUnavailable(() -> impatient.ledger().capture(running, credits("1"), USAGE));
      assertUnavailable(() -> impatient.ledger().release(running, USAGE));
      assertUnavailable(() -> impatient.ledger().available(account, LIVE));
      assertUnavailable(() -> impatient.topUps().topUp(account, credits("1"), "late"));
      assertUnavailable(() -> impatient.sweeper().sweepOnce());
      lock.rollback();
    }
    assertThat(impatient.ledger().capture(running, credits("1"), USAGE).charged())
        .isEqualTo(credits("1"));
    assertThat(impatient.ledger().hold(hold(account, "9"))).isInstanceOf(Held.class);
  }

  @Test
  void creditsAreRefusedWhenNoConnectionIsFree() throws SQLException {
    // Given
    AccountId account = gateway.accountWith("10");
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < IMPATIENT.poolSize(); i++) {
      all.add(impatient.takeConnection());
    }
    // When
    ThrowingCallable hold = () -> impatient.ledger().hold(hold(account, "1"));
    // Then
    assertUnavailable(hold);
    for (Connection connection : all) {
      connection.close();
    }
    assertThat(impatient.ledger().hold(hold(account, "1"))).isInstanceOf(Held.class);
  }

  @Test
  void usageOfOwnKeysWaitsOnDiskAndIsWrittenLater() throws SQLException {
    // Given
    AccountId account = gateway.accountWith("0");
    List<BilledCall> calls = List.of(call(account, LIVE), call(account, LIVE), call(account, LIVE));
    try (Connection lock = locking("LOCK TABLE call_usage IN ACCESS EXCLUSIVE MODE")) {
      // When
      calls.forEach(call -> impatient.ledger().record(call, BillingMode.BYOK, USAGE));
      // Then
      assertThat(impatient.backlog.size()).isEqualTo(3);
      assertThat(impatient.backlog.writeOnce()).isZero();
      assertThat(impatient.backlog.size()).isEqualTo(3);
      lock.rollback();
    }
    assertThat(outcomes(calls.getFirst().id())).isEmpty();
    assertThat(impatient.backlog.writeOnce()).isEqualTo(3);
    assertThat(impatient.backlog.size()).isZero();
    assertThat(calls)
        .allSatisfy(call -> assertThat(outcomes(call.id())).containsExactly("recorded"));
  }

  @Test
  void usageThatTheRoleMayNotWriteWaitsToo() {
    // Given
    BilledCall call = call(gateway.accountWith("0"), LIVE);
    owner.sql("REVOKE INSERT ON call_usage FROM toolroute_gateway").update();
    // When
    impatient.ledger().record(call, BillingMode.FREE, USAGE);
    // Then
    owner.sql("GRANT INSERT ON call_usage TO toolroute_gateway").update();
    assertThat(impatient.backlog.writeOnce()).isEqualTo(1);
    assertThat(outcomes(call.id())).containsExactly("recorded");
  }

  @Test
  void waitingUsageSurvivesARestartAndIsWrittenOnce() throws SQLException {
    // Given
    BilledCall before = call(gateway.accountWith("0"), LIVE);
    BilledCall after = call(before.account(), LIVE);
    try (Connection lock = locking("LOCK TABLE call_usage IN ACCESS EXCLUSIVE MODE")) {
      impatient.ledger().record(before, BillingMode.BYOK, USAGE);
      lock.rollback();
    }
    ledger.record(before, BillingMode.BYOK, USAGE);
    // When
    impatient.close();
    impatient = TestLedger.over(database.gateway(), IMPATIENT, spool);
    impatient.ledger().record(after, BillingMode.BYOK, USAGE);
    // Then
    assertThat(impatient.backlog.size()).isEqualTo(2);
    assertThat(impatient.backlog.writeOnce()).isEqualTo(2);
    assertThat(outcomes(before.id())).containsExactly("recorded");
    assertThat(outcomes(after.id())).containsExactly("recorded");
    assertThat(impatient.ledger().available(before.account(), LIVE)).isEqualTo(Credits.ZERO);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(GatewayException.class))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
          assertThat(e.status()).isEqualTo(503);
          assertThat(e.message()).doesNotContainIgnoringCase("sql").doesNotContain("ledger_");
        });
  }
}
