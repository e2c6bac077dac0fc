package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
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

/** Whatever runs at once over two gateways on one database, nothing waits for itself. */
class LockOrderIT extends LedgerFixture {
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

  /** The database counts a deadlock that it had to break when the connection is closed. */
  @AfterEach
  void noDeadlocks() {
    gateway.evictConnections();
    second.evictConnections();
    long deadlocks =
        owner
            .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            .query(Long.class)
            .single();
    assertThat(deadlocks).isZero();
  }

  @Test
  void sweepersAndCapturesOnTheSameAccountsDoNotDeadlock() {
    // Given
    List<AccountId> accounts = Stream.generate(() -> gateway.accountWith("100")).limit(60).toList();
    List<HoldRequest> calls = new ArrayList<>();
    for (AccountId account : accounts) {
      SpendingLimit limit = new SpendingLimit(credits("90"), Period.DAY);
      gateway.limits().limitAccount(account, LIVE, limit);
      List<HoldRequest> ofOne = Stream.generate(() -> expiring(account, "0.5")).limit(40).toList();
      gateway.database.run(new HoldBatch(ofOne, "test")::run);
      calls.addAll(ofOne);
    }
    Collections.shuffle(calls, new Random(7));
    owner.sql("UPDATE ledger_hold SET expires_at = now() - random() * interval '1 s'").update();
    List<Thread> sweeping =
        Stream.of(37, 53, 71, 97)
            .map(size -> {
              TestLedger of = size < 60 ? gateway : second;
              return new PostgresSweeper(of.database, size, of.counts, of.openHolds);
            })
            .map(sweeper -> Thread.startVirtualThread(sweeper::sweepOnce))
            .toList();
    // When
    List<Settlement> settlements =
        Parallel.over(
            gateways,
            calls.subList(0, 200),
            (gateway, call) -> gateway.capture(call, credits("0.5"), USAGE));
    sweeping.forEach(LockOrderIT::join);
    gateway.sweeper().sweepOnce();
    // Then
    assertThat(settlements).containsOnly(new Settlement(credits("0.5"), Credits.ZERO));
    assertThat(held(accounts)).isZero();
  }

  @Test
  void singleStatementsLockInOneOrder() {
    // A gateway for each caller: what two callers do never shares a batch.
    holdAndSettleUnderLimits(
        Stream.generate(gateway::anotherLedger).limit(24).toList(), Collections.nCopies(24, 30));
  }

  @Test
  void batchesLockInOneOrder() {
    holdAndSettleUnderLimits(gateways, Collections.nCopies(64, 15));
  }

  @Test
  void everythingAtOnceKeepsTheBooksRight() {
    // Given
    List<AccountId> accounts = Stream.generate(() -> gateway.accountWith("20")).limit(4).toList();
    List<KeyId> keys = Stream.generate(KeyId::next).limit(4).toList();
    for (int i = 0; i < 4; i++) {
      gateway
          .limits()
          .limitKey(
              accounts.get(i), LIVE, keys.get(i), new SpendingLimit(credits("15"), Period.DAY));
    }
    List<Long> seeds = new Random(11).longs(24).boxed().toList();
    // When
    List<Long> done =
        Parallel.over(
            gateways,
            seeds,
            (gateway, seed) -> {
              Random random = new Random(seed);
              for (int i = 0; i < 25; i++) {
                int at = random.nextInt(4);
                oneCall(gateway, accounts.get(at), keys.get(at), random);
              }
              return seed;
            });
    // Then
    assertThat(done).isEqualTo(seeds);
  }

  /** Many calls on one account, each counted in two limits, so that three rows are contended. */
  private static void holdAndSettleUnderLimits(List<Ledger> ledgers, List<Integer> callsOfCallers) {
    // Given
    AccountId account = gateway.accountWith("1000");
    KeyId key = KeyId.next();
    SpendingLimit limit = new SpendingLimit(credits("900"), Period.DAY);
    gateway.limits().limitAccount(account, LIVE, limit);
    gateway.limits().limitKey(account, LIVE, key, limit);
    // When
    Parallel.over(
        ledgers,
        callsOfCallers,
        (gateway, calls) -> {
          for (int i = 0; i < calls; i++) {
            HoldRequest request = hold(callWith(account, key), "0.02");
            assertThat(gateway.hold(request)).isInstanceOf(Held.class);
            if (i % 3 == 0) {
              gateway.release(request, USAGE);
            } else {
              gateway.capture(request, credits("0.01"), USAGE);
            }
          }
          return calls;
        });
    // Then
    assertThat(gateway.limits().ofKey(account, LIVE, key).orElseThrow().held())
        .isEqualTo(Credits.ZERO);
  }

  private static void oneCall(Ledger gateway, AccountId account, KeyId key, Random random) {
    HoldRequest request =
        new HoldRequest(
            callWith(account, random.nextBoolean() ? key : KeyId.next()),
            new Credits(1 + random.nextInt(500_000)),
            "2026-01",
            random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofMinutes(1));
    if (gateway.hold(request) instanceof Refused) {
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> gateway.release(request, USAGE);
      case 1 -> second.sweeper().sweepOnce();
      case 2 ->
          gateway.capture(request, request.amount().plus(new Credits(random.nextInt(9))), USAGE);
      default -> gateway.capture(request, new Credits(request.amount().micros() / 2), USAGE);
    }
  }

  private static long held(List<AccountId> accounts) {
    return owner
        .sql("SELECT sum(held_micros) FROM ledger_balance WHERE account_id IN (:accounts)")
        .param("accounts", accounts.stream().map(AccountId::value).toList())
        .query(Long.class)
        .single();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static BilledCall callWith(AccountId account, KeyId key) {
    return new BilledCall(CallId.next(), account, LIVE, key, TOOL, "rest");
  }
}
