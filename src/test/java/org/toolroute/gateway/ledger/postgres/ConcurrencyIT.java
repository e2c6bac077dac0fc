package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.LimitSource;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.KeyId;

/** Many callers over two gateways on one database: exact. */
class ConcurrencyIT extends LedgerFixture {
  private static TestLedger second;
  private static List<Ledger> gateways;

  @BeforeAll
  static void openSecond() {
    second = TestLedger.over(database);
    gateways = List.of(ledger, second.ledger());
  }

  @AfterAll
  static void closeSecond() {
    second.close();
  }

  @Test
  void exactlyAsManyHoldsSucceedAsTheBalanceAllows() {
    // Given
    AccountId account = gateway.accountWith("10");
    List<HoldRequest> requests = requests(64, i -> hold(account, "1"));
    // When
    List<HoldOutcome> outcomes =
        Parallel.over(gateways, requests, (gateway, request) -> gateway.hold(request));
    // Then
    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(10);
    assertThat(outcomes)
        .filteredOn(Refused.class::isInstance)
        .hasSize(54)
        .allMatch(outcome -> ((Refused) outcome).limit() == LimitSource.CREDITS);
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
  }

  @Test
  void keyBudgetIsExactOverTwoGateways() {
    // Given
    AccountId account = gateway.accountWith("100");
    KeyId key = KeyId.next();
    gateway.limits().limitKey(account, LIVE, key, new SpendingLimit(credits("7"), Period.DAY));
    List<HoldRequest> requests = requests(48, i -> hold(callWith(account, key), "1"));
    // When
    List<HoldOutcome> outcomes =
        Parallel.over(gateways, requests, (gateway, request) -> gateway.hold(request));
    // Then
    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(7);
    assertThat(outcomes)
        .filteredOn(Refused.class::isInstance)
        .allMatch(outcome -> ((Refused) outcome).limit() == LimitSource.KEY_BUDGET);
  }

  @Test
  void accountLimitIsExactOverTwoGatewaysAndAllKeys() {
    // Given
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitAccount(account, LIVE, new SpendingLimit(credits("9"), Period.MONTH));
    List<HoldRequest> requests = requests(48, i -> hold(account, "1"));
    // When
    List<HoldOutcome> outcomes =
        Parallel.over(
            gateways,
            requests,
            (gateway, request) -> {
              HoldOutcome outcome = gateway.hold(request);
              if (outcome instanceof Held) {
                gateway.capture(request, credits("1"), USAGE);
              }
              return outcome;
            });
    // Then
    assertThat(outcomes).filteredOn(Held.class::isInstance).hasSize(9);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("91"));
  }

  @Test
  void captureAndReleaseOfOneCallHaveOneWinner() {
    // Given
    AccountId account = gateway.accountWith("100");
    List<HoldRequest> calls = requests(50, i -> hold(account, "1"));
    calls.forEach(ledger::hold);
    // When
    List<Boolean> charged =
        Parallel.over(
            gateways,
            calls,
            (gateway, request) -> {
              Thread release = Thread.startVirtualThread(() -> ledger.release(request, USAGE));
              Settlement settlement = second.ledger().capture(request, credits("1"), USAGE);
              release.join();
              return settlement.charged().equals(credits("1"));
            });
    // Then
    long winners = charged.stream().filter(won -> won).count();
    assertThat(ledger.available(account, LIVE))
        .isEqualTo(credits("100").minus(new Credits(winners * 1_000_000)));
  }

  private static List<HoldRequest> requests(int count, IntFunction<HoldRequest> request) {
    return IntStream.range(0, count).mapToObj(request).toList();
  }

  private static BilledCall callWith(AccountId account, KeyId key) {
    return new BilledCall(CallId.next(), account, LIVE, key, TOOL, "rest");
  }
}
