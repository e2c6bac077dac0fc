package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.parts.TestClock;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;

/** What an operator sees of the ledger. */
class LedgerMetersIT extends LedgerFixture {
  private final TestClock clock = new TestClock();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private TestLedger observed;
  private OpenHolds holds;
  private AccountId account;

  @BeforeEach
  void bind() {
    observed =
        TestLedger.over(
            database.gateway(),
            TestLedger.properties(Duration.ofSeconds(1), Duration.ofMillis(200)));
    holds = new OpenHolds(observed.database, clock);
    new LedgerMeters(observed.counts, holds, observed.backlog).bindTo(registry);
    account = gateway.accountWith("10");
  }

  @AfterEach
  void resolveAll() {
    owner.sql("UPDATE ledger_hold SET expires_at = now()").update();
    observed.sweeper().sweepOnce();
    observed.close();
  }

  @Test
  void holdsAreCountedNowAndThen() {
    // Given
    assertThat(gauge("toolroute.ledger.holds")).isNaN();
    ledger.hold(hold(account, "1"));
    holds.refresh();
    assertThat(gauge("toolroute.ledger.holds")).isEqualTo(1);
    // When
    ledger.hold(hold(account, "1"));
    holds.refresh();
    // Then
    assertThat(gauge("toolroute.ledger.holds")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(6));
    holds.refresh();
    assertThat(gauge("toolroute.ledger.holds")).isEqualTo(2);
  }

  @Test
  void numberThatCannotBeReadIsNotShown() throws SQLException {
    // Given
    holds.refresh();
    clock.advance(Duration.ofSeconds(6));
    try (Connection lock = locking("LOCK TABLE ledger_hold IN ACCESS EXCLUSIVE MODE")) {
      // When
      holds.refresh();
      // Then
      assertThat(gauge("toolroute.ledger.holds")).isNaN();
      lock.rollback();
    }
    holds.refresh();
    assertThat(gauge("toolroute.ledger.holds")).isZero();
    clock.advance(Duration.ofSeconds(31));
    assertThat(gauge("toolroute.ledger.holds")).isNaN();
  }

  @Test
  void expiredHoldsAndLateCapturesAreCounted() {
    // Given
    HoldRequest intime = hold(account, "1");
    HoldRequest expired = expiring(account, "2");
    HoldRequest free = hold(account, "0");
    ledger.hold(intime);
    ledger.hold(expired);
    // When
    observed.sweeper().sweepOnce();
    observed.ledger().capture(intime, credits("1"), USAGE);
    observed.ledger().capture(expired, credits("2"), USAGE);
    observed.ledger().capture(free, credits("0"), USAGE);
    // Then
    assertThat(count("toolroute.ledger.holds.expired")).isEqualTo(1);
    assertThat(count("toolroute.ledger.captures.late")).isEqualTo(1);
  }

  @Test
  void waitingAndLostUsageIsCounted() throws SQLException {
    // Given
    UsageDetail unwritable =
        new UsageDetail(Optional.empty(), Optional.empty(), "\0", false, Duration.ZERO);
    BilledCall waiting = call(account, LIVE);
    // When
    observed.ledger().record(call(account, LIVE), BillingMode.BYOK, unwritable);
    try (Connection lock = locking("LOCK TABLE call_usage IN ACCESS EXCLUSIVE MODE")) {
      observed.ledger().record(waiting, BillingMode.BYOK, USAGE);
      lock.rollback();
    }
    // Then
    assertThat(gauge("toolroute.ledger.usage.waiting")).isEqualTo(1);
    assertThat(count("toolroute.ledger.usage.lost")).isEqualTo(1);
    observed.backlog.writeOnce();
    assertThat(gauge("toolroute.ledger.usage.waiting")).isZero();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double count(String name) {
    return registry.get(name).functionCounter().count();
  }
}
