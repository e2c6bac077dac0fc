package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/** Calls that come while a statement runs share the next one, whosever they are. */
class LaneIT extends LedgerFixture {
  @Test
  void hugeHoldsDoNotDisturbTheOthersOfTheirLane() {
    // Given
    AccountId account = gateway.accountWith("100");
    Credits huge = new Credits(Long.MAX_VALUE);
    List<HoldRequest> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      HoldRequest small = hold(account, "1");
      requests.add(small);
      requests.add(new HoldRequest(hold(account, "1").call(), huge, "2026-01", small.timeToLive()));
    }
    // When
    List<HoldOutcome> outcomes =
        Parallel.over(List.of(ledger), requests, (gateway, request) -> gateway.hold(request));
    // Then
    for (int i = 0; i < requests.size(); i++) {
      Class<? extends HoldOutcome> expected = i % 2 == 0 ? Held.class : Refused.class;
      assertThat(outcomes.get(i)).isInstanceOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500})
  void holdsAndCapturesOfManyCallersShareStatements(int accountCount) {
    // Given
    List<AccountId> accounts =
        Stream.generate(() -> gateway.accountWith("1")).limit(accountCount).toList();
    List<HoldRequest> calls =
        IntStream.range(0, 1000)
            .mapToObj(call -> hold(accounts.get(call % accountCount), "0.0001"))
            .toList();
    // When
    Parallel.over(List.of(ledger), calls, (gateway, call) -> gateway.hold(call));
    double holds = rowsPerStatement("ledger_hold", accounts);
    Parallel.over(
        List.of(ledger), calls, (gateway, call) -> gateway.capture(call, call.amount(), USAGE));
    double captures = rowsPerStatement("call_usage", accounts);
    // Then
    assertThat(holds).isGreaterThan(5);
    assertThat(captures).isGreaterThan(5);
  }

  @Test
  void hotAccountKeepsUpWithManyAccounts() throws InterruptedException {
    // Given
    List<AccountId> many = Stream.generate(() -> gateway.accountWith("1000")).limit(200).toList();
    List<AccountId> one = List.of(gateway.accountWith("1000"));
    callsIn(Duration.ofSeconds(2), many);
    callsIn(Duration.ofSeconds(1), one);
    // When
    long spread = callsIn(Duration.ofSeconds(2), many);
    long hot = callsIn(Duration.ofSeconds(2), one);
    // Then
    assertThat((double) hot / spread).as("%d hot, %d spread", hot, spread).isGreaterThan(0.3);
    // Each call looks its hold up, so that none would mean that the database did not count.
    assertThat(indexEntriesReadPerCall()).isBetween(1.0, 20.0);
  }

  /** What statements read must not grow with what the account did before. */
  private static double indexEntriesReadPerCall() {
    gateway.evictConnections();
    return owner
        .sql(
            """
            SELECT CAST(sum(idx_tup_read) AS float8) / (SELECT count(*) FROM call_usage)
              FROM pg_stat_user_indexes
             WHERE relname IN ('ledger_hold', 'call_usage', 'ledger_balance', 'ledger_budget_use')
            """)
        .query(Double.class)
        .single();
  }

  /** Rows of one statement carry the same transaction. */
  private static double rowsPerStatement(String table, List<AccountId> accounts) {
    return owner
        .sql(
            "SELECT CAST(count(*) AS float8) / count(DISTINCT CAST(xmin AS text)) FROM "
                + table
                + " WHERE account_id IN (:accounts)")
        .param("accounts", accounts.stream().map(AccountId::value).toList())
        .query(Double.class)
        .single();
  }

  /** How many calls are held and captured by many callers at once. */
  private static long callsIn(Duration time, List<AccountId> accounts) throws InterruptedException {
    LongAdder calls = new LongAdder();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      callers.add(
          Thread.startVirtualThread(() -> {
            while (System.nanoTime() < end) {
              int at = ThreadLocalRandom.current().nextInt(accounts.size());
              HoldRequest request = hold(accounts.get(at), "0.0001");
              ledger.hold(request);
              ledger.capture(request, request.amount(), USAGE);
              calls.increment();
            }
          }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return calls.sum();
  }
}
