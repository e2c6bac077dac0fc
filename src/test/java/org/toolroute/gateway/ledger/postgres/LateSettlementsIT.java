package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/** Settlements that one statement cannot do: of a lost, a resolved or too small a hold. */
class LateSettlementsIT extends LedgerFixture {

  @Test
  void captureOfMoreThanWasHeldTakesTheExcessFromTheBalance() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    // When
    Settlement settlement = ledger.capture(held, credits("5"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("5"), Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("5"));
    assertThat(outcomes(held.call().id())).containsExactly("excess");
    assertThat(transfers(held.call().id())).containsExactly("capture 4000000", "excess 1000000");
  }

  @Test
  void captureBeyondTheBalanceLeavesTheRestUncollected() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "9");
    ledger.hold(held);
    // When
    Settlement settlement = ledger.capture(held, credits("12.5"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("10"), credits("2.5")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
    assertThat(ledger.capture(held, credits("12.5"), USAGE)).isEqualTo(settlement);
  }

  @Test
  void captureOfLostHoldChargesWhatIsAvailable() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest lost = hold(account, "4");
    // When
    Settlement settlement = ledger.capture(lost, credits("4"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("4"), Credits.ZERO));
    assertThat(ledger.capture(lost, credits("4"), USAGE)).isEqualTo(settlement);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
    assertThat(outcomes(lost.call().id())).containsExactly("late");
  }

  @Test
  void overrunIsWrittenDownAndTakenFromNobody() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    HoldRequest lost = hold(account, "1");
    ledger.hold(held);
    // When
    Settlement asHeld = ledger.capture(held, new Cost(credits("3"), credits("7")), USAGE);
    Settlement asLost = ledger.capture(lost, new Cost(credits("1"), credits("2")), USAGE);
    Settlement again = ledger.capture(held, new Cost(credits("3"), credits("7")), USAGE);
    // Then
    assertThat(asHeld).isEqualTo(new Settlement(credits("3"), credits("7")));
    assertThat(again).isEqualTo(asHeld);
    assertThat(asLost).isEqualTo(new Settlement(credits("1"), credits("2")));
    assertThat(transfers(held.call().id())).containsExactly("capture 3000000");
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
  }

  @Test
  void hugeCostTakesWhatIsThere() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    // When
    Settlement settlement = ledger.capture(held, new Credits(Long.MAX_VALUE), USAGE);
    // Then
    assertThat(settlement.charged()).isEqualTo(credits("10"));
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
  }

  @Test
  void releaseAfterCaptureChangesNothing() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    ledger.capture(held, credits("4"), USAGE);
    // When
    Settlement standing = ledger.release(held, USAGE);
    // Then
    assertThat(standing).isEqualTo(new Settlement(credits("4"), Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
    assertThat(ledger.capture(held, credits("4"), USAGE).charged()).isEqualTo(credits("4"));
  }

  @Test
  void captureAfterReleaseChargesNothing() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    ledger.release(held, USAGE);
    // When
    Settlement settlement = ledger.capture(held, credits("4"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(Credits.ZERO, Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }
}
