package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.shared.AccountId;

/** Batches of two gateways that meet in the same accounts, or calls, never wait for each other. */
class BatchLocksIT extends LedgerFixture {
  private static final int SESSIONS = 8;

  private final TestLedger second = TestLedger.over(database);
  private final List<AccountId> accounts =
      Stream.generate(() -> gateway.accountWith("1000")).limit(30).toList();

  /** The database counts a deadlock that it had to break when the connection is closed. */
  @AfterEach
  void noDeadlocks() {
    gateway.evictConnections();
    second.close();
    long deadlocks =
        owner
            .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            .query(Long.class)
            .single();
    assertThat(deadlocks).isZero();
  }

  @Test
  void batchesThatMeetInTheirAccountsDoNotDeadlock() throws InterruptedException {
    // Given
    SpendingLimit limit = new SpendingLimit(credits("900"), Period.DAY);
    accounts.forEach(account -> gateway.limits().limitAccount(account, LIVE, limit));
    LongAdder captured = new LongAdder();
    // When
    inAllSessions((of, random) -> {
      for (int round = 0; round < 40; round++) {
        List<HoldRequest> requests = new ArrayList<>();
        accounts.forEach(account -> requests.add(hold(account, "0.02")));
        Collections.shuffle(requests, random);
        List<HoldRequest> some = requests.subList(0, 20);
        assertThat(of.database.run(new HoldBatch(some, "test")::run)).hasSize(20);
        Collections.shuffle(some, random);
        captured.add(settle(of, some).size());
      }
    });
    // Then
    assertThat(captured.sum()).isEqualTo(SESSIONS * 40 * 20);
    assertThat(charged()).isEqualTo(captured.sum() * 10_000);
  }

  @Test
  void batchesThatMeetInTheirCallsDoNotDeadlockAndChargeOnce() throws InterruptedException {
    // Given
    List<HoldRequest> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<HoldRequest> batch = accounts.stream().map(account -> hold(account, "0.02")).toList();
      gateway.database.run(new HoldBatch(batch, "test")::run);
      calls.addAll(batch);
    }
    LongAdder captured = new LongAdder();
    // When
    inAllSessions((of, random) -> {
      List<HoldRequest> shuffled = new ArrayList<>(calls);
      Collections.shuffle(shuffled, random);
      for (int from = 0; from < shuffled.size(); from += 100) {
        captured.add(settle(of, shuffled.subList(from, from + 100)).size());
      }
    });
    // Then
    assertThat(captured.sum()).isEqualTo(calls.size());
    assertThat(charged()).isEqualTo(calls.size() * 10_000L);
  }

  private static Set<UUID> settle(TestLedger of, List<HoldRequest> held) {
    List<Settling> settlings =
        held.stream()
            .map(request -> Settling.captured(request.call(), new Cost(credits("0.01")), USAGE))
            .toList();
    return of.database.run(new SettleBatch(settlings)::run);
  }

  private void inAllSessions(Session session) throws InterruptedException {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      TestLedger of = i % 2 == 0 ? gateway : second;
      Random random = new Random(i);
      threads.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
              .start(() -> session.run(of, random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  private long charged() {
    return owner
        .sql(
            "SELECT sum(1000000000 - posted_micros) FROM ledger_balance"
                + " WHERE environment = 'live' AND held_micros = 0 AND account_id IN (:accounts)")
        .param("accounts", accounts.stream().map(AccountId::value).toList())
        .query(Long.class)
        .single();
  }

  /** What one thread does. */
  private interface Session {
    void run(TestLedger of, Random random);
  }
}
