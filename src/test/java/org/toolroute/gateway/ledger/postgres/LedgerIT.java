package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.LimitSource;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;

/** What each step of a call does to the money, one caller at a time. */
class LedgerIT extends LedgerFixture {

  @Test
  void holdSetsCreditsAside() {
    // Given
    AccountId account = gateway.accountWith("10");
    // When
    HoldOutcome outcome = ledger.hold(hold(account, "4"));
    // Then
    assertThat(outcome).isEqualTo(new Held(credits("4")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
  }

  @Test
  void holdBeyondTheBalanceIsRefusedWithWhatIsThere() {
    // Given
    AccountId account = gateway.accountWith("10");
    ledger.hold(hold(account, "7"));
    // When
    HoldOutcome outcome = ledger.hold(hold(account, "3.000001"));
    // Then
    assertThat(outcome)
        .isEqualTo(new Refused(credits("3.000001"), credits("3"), LimitSource.CREDITS));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("3"));
  }

  @Test
  void hugeHoldsAreRefused() {
    // Given
    AccountId account = gateway.accountWith("10");
    Credits huge = new Credits(Long.MAX_VALUE);
    HoldRequest request =
        new HoldRequest(call(account, LIVE), huge, "2026-01", TestLedger.TIME_TO_LIVE);
    // When
    HoldOutcome outcome = ledger.hold(request);
    // Then
    assertThat(outcome).isEqualTo(new Refused(huge, credits("10"), LimitSource.CREDITS));
  }

  @Test
  void accountWithoutBalancesHasNothingToSpend() {
    // Given
    AccountId account = AccountId.next();
    // When
    HoldOutcome outcome = ledger.hold(hold(account, "1"));
    // Then
    assertThat(outcome).isEqualTo(new Refused(credits("1"), Credits.ZERO, LimitSource.CREDITS));
  }

  @Test
  void captureTakesTheActualCostAndGivesTheRestBack() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    // When
    Settlement settlement = ledger.capture(held, credits("1.5"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("1.5"), Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8.5"));
  }

  @Test
  void releaseGivesEverythingBack() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    // When
    ledger.release(held, USAGE);
    // Then
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void sameHoldAgainGivesTheSameAnswerAndHoldsOnce() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "6");
    ledger.hold(held);
    // When
    HoldOutcome again = ledger.hold(held);
    // Then
    assertThat(again).isEqualTo(new Held(credits("6")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("4"));
  }

  @Test
  void holdOfResolvedCallHoldsNothingMore() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "3");
    ledger.hold(held);
    ledger.capture(held, credits("2"), USAGE);
    // When
    HoldOutcome again = ledger.hold(held);
    // Then
    assertThat(again).isEqualTo(new Held(credits("3")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8"));
  }

  @Test
  void captureAgainReturnsTheFirstSettlement() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    ledger.capture(held, credits("2"), USAGE);
    // When
    Settlement again = ledger.capture(held, credits("3"), USAGE);
    // Then
    assertThat(again).isEqualTo(new Settlement(credits("2"), Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8"));
  }

  @Test
  void priceVersionOfTheBillIsTheOneOfTheHold() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    ledger.hold(held);
    HoldRequest afterPriceChange =
        new HoldRequest(held.call(), credits("9"), "2027-01", held.timeToLive());
    // When
    Settlement settlement = ledger.capture(afterPriceChange, credits("4"), USAGE);
    // Then
    assertThat(settlement.charged()).isEqualTo(credits("4"));
    assertThat(billedPriceVersion(held.call().id())).isEqualTo("2026-01");
  }

  @Test
  void freePricedCallOnCreditsNeedsNoBalance() {
    // Given
    AccountId account = gateway.accountWith("0");
    HoldRequest free = hold(account, "0");
    // When
    HoldOutcome outcome = ledger.hold(free);
    Settlement settlement = ledger.capture(free, Credits.ZERO, USAGE);
    // Then
    assertThat(outcome).isEqualTo(new Held(Credits.ZERO));
    assertThat(settlement).isEqualTo(new Settlement(Credits.ZERO, Credits.ZERO));
  }

  @Test
  void testBalanceStartsWithHundredCreditsAndIsApartFromTheLiveOne() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(call(account, TEST), "30");
    ledger.hold(held);
    // When
    ledger.capture(held, credits("30"), USAGE);
    // Then
    assertThat(ledger.available(account, TEST)).isEqualTo(credits("70"));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void openingBalancesAgainChangesNothing() {
    // Given
    AccountId account = gateway.accountWith("10");
    // When
    gateway.balances().open(account);
    // Then
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
    assertThat(ledger.available(account, TEST)).isEqualTo(credits("100"));
  }

  @Test
  void recordChargesNothingAndRefusesCredits() {
    // Given
    AccountId account = gateway.accountWith("0");
    // When
    ledger.record(call(account, LIVE), BillingMode.BYOK, USAGE);
    ledger.record(call(account, Environment.TEST), BillingMode.FREE, USAGE);
    // Then
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
    assertThatThrownBy(() -> ledger.record(call(account, LIVE), BillingMode.CREDITS, USAGE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String billedPriceVersion(CallId call) {
    return owner
        .sql("SELECT price_version FROM call_usage WHERE call_id = :call")
        .param("call", call.value())
        .query(String.class)
        .single();
  }
}
