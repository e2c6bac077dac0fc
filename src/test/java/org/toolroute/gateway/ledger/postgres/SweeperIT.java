package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
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
}
