package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.LimitSource;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.ledger.SpendingLimits.Use;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/** Limits of keys and accounts stop holds below what the balance would allow. */
class SpendingLimitsIT extends LedgerFixture {

  @ParameterizedTest
  @EnumSource(Period.class)
  void keyBudgetCountsWhatIsHeldAndWhatWasCharged(Period period) {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    SpendingLimit limit = new SpendingLimit(credits("10"), period);
    gateway.limits().limitKey(account, LIVE, key, limit);
    HoldRequest first = hold(callWith(account, key), "6");
    ledger.hold(first);
    ledger.capture(first, credits("5"), USAGE);
    ledger.hold(hold(callWith(account, key), "3"));
    // When
    HoldOutcome refused = ledger.hold(hold(callWith(account, key), "2.000001"));
    HoldOutcome held = ledger.hold(hold(callWith(account, key), "2"));
    // Then
    assertThat(refused)
        .isEqualTo(new Refused(credits("2.000001"), credits("2"), LimitSource.KEY_BUDGET));
    assertThat(held).isEqualTo(new Held(credits("2")));
    assertThat(gateway.limits().ofKey(account, LIVE, key))
        .isEqualTo(Optional.of(new Use(limit, credits("5"), credits("5"))));
  }

  @Test
  void budgetOfOneKeyDoesNotTouchAnother() {
    // Given
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitKey(account, LIVE, KeyId.next(), total("1"));
    // When
    HoldOutcome outcome = ledger.hold(hold(account, "50"));
    // Then
    assertThat(outcome).isEqualTo(new Held(credits("50")));
  }

  @Test
  void releaseAndExpiryGiveTheBudgetBack() {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    gateway.limits().limitKey(account, LIVE, key, total("10"));
    HoldRequest released = hold(callWith(account, key), "4");
    HoldRequest expired =
        new HoldRequest(callWith(account, key), credits("6"), "2026-01", Duration.ZERO);
    ledger.hold(released);
    ledger.hold(expired);
    // When
    ledger.release(released, USAGE);
    gateway.sweeper().sweepOnce();
    // Then
    assertThat(ledger.hold(hold(callWith(account, key), "10"))).isInstanceOf(Held.class);
  }

  @Test
  void accountLimitHoldsForAllKeysOfItsEnvironment() {
    // Given
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitAccount(account, LIVE, total("10"));
    ledger.hold(hold(account, "8"));
    // When
    HoldOutcome live = ledger.hold(hold(account, "3"));
    HoldOutcome test = ledger.hold(hold(call(account, TEST), "30"));
    // Then
    assertThat(live).isEqualTo(new Refused(credits("3"), credits("2"), LimitSource.ACCOUNT_LIMIT));
    assertThat(test).isEqualTo(new Held(credits("30")));
  }

  @Test
  void limitBelowWhatIsSpentStopsNewHoldsOnly() {
    // Given
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitAccount(account, LIVE, total("10"));
    HoldRequest running = hold(account, "8");
    ledger.hold(running);
    // When
    gateway.limits().limitAccount(account, LIVE, total("3"));
    // Then
    assertThat(ledger.hold(hold(account, "1")))
        .isEqualTo(new Refused(credits("1"), Credits.ZERO, LimitSource.ACCOUNT_LIMIT));
    assertThat(ledger.capture(running, credits("2"), USAGE).charged()).isEqualTo(credits("2"));
    assertThat(ledger.hold(hold(account, "1.000001"))).isInstanceOf(Refused.class);
    assertThat(ledger.hold(hold(account, "1"))).isEqualTo(new Held(credits("1")));
  }

  @Test
  void removedLimitNoLongerStops() {
    // Given
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitAccount(account, LIVE, total("10"));
    HoldRequest running = hold(account, "10");
    ledger.hold(running);
    // When
    gateway.limits().removeAccountLimit(account, LIVE);
    // Then
    assertThat(ledger.hold(hold(account, "50"))).isEqualTo(new Held(credits("50")));
    assertThat(ledger.capture(running, credits("12"), USAGE).charged()).isEqualTo(credits("12"));
    assertThat(gateway.limits().ofAccount(account, LIVE)).isEmpty();
  }

  @Test
  void excessStopsAtTheBudget() {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    gateway.limits().limitKey(account, LIVE, key, total("10"));
    HoldRequest running = hold(callWith(account, key), "8");
    ledger.hold(running);
    // When
    Settlement settlement = ledger.capture(running, credits("15"), USAGE);
    // Then
    assertThat(settlement).isEqualTo(new Settlement(credits("10"), credits("5")));
  }

  @Test
  void lateChargeStopsAtTheBudgetAndCountsInIt() {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    gateway.limits().limitKey(account, LIVE, key, total("10"));
    HoldRequest lost = hold(callWith(account, key), "7");
    // When
    Settlement first = ledger.capture(lost, credits("7"), USAGE);
    Settlement second = ledger.capture(hold(callWith(account, key), "7"), credits("7"), USAGE);
    // Then
    assertThat(first).isEqualTo(new Settlement(credits("7"), Credits.ZERO));
    assertThat(second).isEqualTo(new Settlement(credits("3"), credits("4")));
  }

  @Test
  void holdCountsInThePeriodThatItWasMadeIn() {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    gateway.limits().limitKey(account, LIVE, key, new SpendingLimit(credits("10"), Period.DAY));
    HoldRequest running = hold(callWith(account, key), "10");
    ledger.hold(running);
    owner
        .sql("UPDATE ledger_budget_use SET period_name = '2026-01-01' WHERE subject_id = :key")
        .param("key", key.value())
        .update();
    owner
        .sql("UPDATE ledger_hold SET key_period = '2026-01-01' WHERE call_id = :call")
        .param("call", running.call().id().value())
        .update();
    // When
    HoldOutcome today = ledger.hold(hold(callWith(account, key), "10"));
    ledger.capture(running, credits("9"), USAGE);
    // Then
    assertThat(today).isEqualTo(new Held(credits("10")));
    assertThat(gateway.limits().ofKey(account, LIVE, key).orElseThrow().used())
        .isEqualTo(Credits.ZERO);
  }

  @Test
  void limitsOfUnknownAccountsAndHugeLimitsAreRefused() {
    AccountId account = gateway.accountWith("0");
    assertThatThrownBy(() -> gateway.limits().limitAccount(AccountId.next(), LIVE, total("1")))
        .isInstanceOf(GatewayException.class);
    assertThatThrownBy(() ->
            gateway
                .limits()
                .limitAccount(
                    account, LIVE, new SpendingLimit(new Credits(Long.MAX_VALUE), Period.DAY)))
        .isInstanceOf(GatewayException.class);
  }

  private static SpendingLimit total(String credits) {
    return new SpendingLimit(credits(credits), Period.TOTAL);
  }

  private static BilledCall callWith(AccountId account, KeyId key) {
    return new BilledCall(CallId.next(), account, LIVE, key, TestLedger.TOOL, "rest");
  }
}
