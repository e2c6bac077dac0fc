package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.KeyId;

/** The batch statements do what the single ones do, and a hot account keeps up by them. */
class LaneIT extends LedgerFixture {
  private static final UsageDetail FAILED =
      new UsageDetail(
          Optional.of("provider_timeout"),
          Optional.empty(),
          "pages=2",
          true,
          Duration.ofSeconds(30));

  @Test
  void batchLeavesTheSameRowsAsSingleStatements() {
    // Given
    Books singles = new Books();
    Books batch = new Books();
    singles.holds.forEach(request -> assertThat(ledger.hold(request)).isInstanceOf(Held.class));
    singles.settlings().forEach(settling -> gateway.database.run(settling::run));
    // When
    boolean held = gateway.database.run(new HoldBatch(batch.lane(), batch.holds, "test")::run);
    gateway.database.run(new SettleBatch(batch.lane(), batch.settlings())::run);
    // Then
    assertThat(held).isTrue();
    assertThat(batch.rows()).isEqualTo(singles.rows());
  }

  @Test
  void batchHoldsAllOrNothing() {
    // Given
    AccountId account = gateway.accountWith("10");
    List<HoldRequest> requests = Stream.generate(() -> hold(account, "1")).limit(11).toList();
    Lane lane = Lane.of(requests.getFirst().call());
    // When
    boolean tooMany = gateway.database.run(new HoldBatch(lane, requests, "test")::run);
    boolean enough =
        gateway.database.run(new HoldBatch(lane, requests.subList(0, 10), "test")::run);
    // Then
    assertThat(tooMany).isFalse();
    assertThat(enough).isTrue();
    assertThat(ledger.available(account, LIVE)).isEqualTo(Credits.ZERO);
  }

  @Test
  void batchSettlesOnlyWhatIsHeldAndCovered() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest covered = hold(account, "2");
    HoldRequest tooSmall = hold(account, "2");
    HoldRequest missing = hold(account, "2");
    ledger.hold(covered);
    ledger.hold(tooSmall);
    List<Settling> settlings =
        List.of(
            Settling.captured(covered.call(), credits("2"), USAGE),
            Settling.captured(tooSmall.call(), credits("3"), USAGE),
            Settling.captured(missing.call(), credits("1"), USAGE));
    // When
    var settled = gateway.database.run(new SettleBatch(Lane.of(covered.call()), settlings)::run);
    // Then
    assertThat(settled).containsExactly(covered.call().id().value());
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
  }

  @Test
  void oneCallTwiceInABatchIsSettledByTheFirst() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    HoldRequest other = hold(account, "2");
    ledger.hold(held);
    ledger.hold(other);
    List<Settling> settlings =
        List.of(
            Settling.captured(held.call(), credits("1"), USAGE),
            Settling.captured(other.call(), credits("2"), USAGE),
            Settling.captured(held.call(), credits("3"), USAGE));
    // When
    List<Boolean> settled =
        new Settlements(
                gateway.database,
                Duration.ofSeconds(1),
                new Patience(Duration.ZERO),
                gateway.counts)
            .settle(Lane.of(held.call()), settlings);
    // Then
    assertThat(settled).containsExactly(true, true, false);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("7"));
  }

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
    assertThat(callsPerStatement(one.getFirst())).isGreaterThan(5);
    assertThat(indexEntriesReadPerCall()).isLessThan(20);
  }

  /** What statements read must not grow with what the account did before. */
  private static double indexEntriesReadPerCall() {
    gateway.evictConnections();
    return owner
        .sql(
            """
            SELECT CAST(sum(idx_tup_read) AS float8) / (SELECT count(*) FROM call_usage)
              FROM pg_stat_user_indexes
             WHERE relname IN ('ledger_hold', 'call_usage')
            """)
        .query(Double.class)
        .single();
  }

  /** Rows of one statement carry the same transaction. */
  private static double callsPerStatement(AccountId account) {
    return owner
        .sql(
            "SELECT CAST(count(*) AS float8) / count(DISTINCT CAST(xmin AS text))"
                + " FROM call_usage WHERE account_id = :account")
        .param("account", account.value())
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

  /** An account with limits and calls that end in different ways. */
  private static final class Books {
    private final AccountId account = gateway.accountWith("100");
    private final List<HoldRequest> holds = new ArrayList<>();

    Books() {
      KeyId limited = KeyId.next();
      gateway.limits().limitAccount(account, LIVE, new SpendingLimit(credits("50"), Period.MONTH));
      gateway
          .limits()
          .limitKey(account, LIVE, limited, new SpendingLimit(credits("9"), Period.DAY));
      for (int i = 1; i <= 4; i++) {
        KeyId key = i % 2 == 0 ? limited : KeyId.next();
        BilledCall call = new BilledCall(CallId.next(), account, LIVE, key, TOOL, "rest");
        holds.add(hold(call, Integer.toString(i)));
      }
    }

    Lane lane() {
      return Lane.of(holds.getFirst().call());
    }

    List<Settling> settlings() {
      return List.of(
          Settling.captured(holds.get(0).call(), credits("0.5"), USAGE),
          Settling.captured(holds.get(1).call(), credits("2"), FAILED),
          Settling.released(holds.get(2).call(), FAILED));
    }

    /** Everything that the ledger knows of the account, without identifiers and times. */
    List<String> rows() {
      return owner
          .sql(
              """
              SELECT concat('balance ', to_jsonb(b) - 'account_id' - 'created_at') FROM ledger_balance b WHERE account_id = :account
              UNION ALL
              SELECT concat('budget ', to_jsonb(u) - 'account_id' - 'subject_id') FROM ledger_budget_use u WHERE account_id = :account
              UNION ALL
              SELECT concat('hold ', to_jsonb(h) - 'account_id' - 'call_id' - 'key_id' - 'created_at' - 'expires_at')
                     || ' for ' || (expires_at - created_at) FROM ledger_hold h WHERE account_id = :account
              UNION ALL
              SELECT concat('transfer ', to_jsonb(t) - 'account_id' - 'transfer_id' - 'call_id' - 'created_at')
                FROM ledger_transfer t WHERE account_id = :account
              UNION ALL
              SELECT concat('usage ', to_jsonb(u) - 'account_id' - 'call_id' - 'key_id' - 'created_at')
                FROM call_usage u WHERE account_id = :account
              ORDER BY 1
              """)
          .param("account", account.value())
          .query((row, number) -> row.getString(1))
          .list();
    }
  }
}
