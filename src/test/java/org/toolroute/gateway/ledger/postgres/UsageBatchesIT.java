package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;

/** Usage rows of calls that cost no credits share a statement, and none is lost by that. */
class UsageBatchesIT extends LedgerFixture {
  private static final String LOCK = "LOCK TABLE call_usage IN ACCESS EXCLUSIVE MODE";
  private static final UsageDetail FAILED =
      new UsageDetail(
          Optional.of("provider_timeout"), Optional.empty(), "p=2", true, Duration.ofSeconds(30));
  private static final UsageDetail UNWRITABLE =
      new UsageDetail(Optional.empty(), Optional.empty(), "\0", false, Duration.ZERO);

  @TempDir Path spool;

  @Test
  void rowsOfOneMomentShareAStatement() throws SQLException, InterruptedException {
    // Given
    AccountId account = gateway.accountWith("0");
    List<BilledCall> calls = Stream.generate(() -> call(account, LIVE)).limit(50).toList();
    // When
    atOnce(calls.stream().map(call -> record(gateway, call, USAGE)).toList());
    // Then
    assertThat(calls)
        .allSatisfy(call -> assertThat(outcomes(call.id())).containsExactly("recorded"));
    assertThat(statements(account)).isEqualTo(2); // whoever came first was alone
    assertThat(gateway.backlog.size()).isZero();
  }

  @Test
  void batchLeavesTheSameRowsAsSingleStatements() {
    // Given
    AccountId single = gateway.accountWith("0");
    AccountId batch = gateway.accountWith("0");
    inserts(single).forEach(insert -> gateway.database.run(insert::run));
    // When
    int written = gateway.database.run(new UsageBatch(inserts(batch))::run);
    // Then
    assertThat(written).isEqualTo(4);
    assertThat(rows(batch)).isEqualTo(rows(single));
  }

  @Test
  void rowThatIsThereStaysAndTheOthersOfItsBatchAreWritten() {
    // Given
    AccountId account = gateway.accountWith("0");
    List<UsageInsert> inserts = inserts(account);
    UsageInsert twice = inserts.getFirst();
    gateway.database.run(twice::run);
    // When
    List<UsageInsert> again = Stream.concat(inserts.stream(), Stream.of(inserts.get(1))).toList();
    int written = gateway.database.run(new UsageBatch(again)::run);
    // Then
    assertThat(written).isEqualTo(3);
    assertThat(outcomes(twice.call().id())).containsExactly("recorded");
  }

  @Test
  void refusedRowLosesNoneOfItsBatch() throws SQLException, InterruptedException {
    // Given
    AccountId account = gateway.accountWith("0");
    List<BilledCall> calls = Stream.generate(() -> call(account, LIVE)).limit(10).toList();
    String logs;
    try (CapturedLogs captured = CapturedLogs.start()) {
      // When
      atOnce(
          IntStream.range(0, 10)
              .mapToObj(i -> record(gateway, calls.get(i), i == 5 ? UNWRITABLE : USAGE))
              .toList());
      logs = captured.text();
    }
    // Then
    for (int i = 0; i < 10; i++) {
      assertThat(outcomes(calls.get(i).id())).hasSize(i == 5 ? 0 : 1);
    }
    assertThat(logs).contains("callId=" + calls.get(5).id() + " usage row lost: refused");
    assertThat(gateway.backlog.size()).isZero();
  }

  @Test
  void rowsOfABatchThatFailsWaitOnDisk() throws SQLException, InterruptedException {
    // Given
    AccountId account = gateway.accountWith("0");
    List<BilledCall> calls = Stream.generate(() -> call(account, LIVE)).limit(20).toList();
    try (TestLedger impatient =
        TestLedger.over(
            database.gateway(),
            TestLedger.properties(Duration.ofSeconds(2), Duration.ofMillis(300)),
            spool)) {
      try (Connection lock = locking(LOCK)) {
        // When
        List<Thread> threads =
            calls.stream()
                .map(call -> Thread.startVirtualThread(record(impatient, call, USAGE)))
                .toList();
        for (Thread thread : threads) {
          thread.join();
        }
        // Then
        assertThat(impatient.backlog.size()).isEqualTo(20);
        lock.rollback();
      }
      assertThat(impatient.backlog.writeOnce()).isEqualTo(20);
      assertThat(impatient.backlog.size()).isZero();
    }
    assertThat(calls)
        .allSatisfy(call -> assertThat(outcomes(call.id())).containsExactly("recorded"));
    assertThat(statements(account)).isEqualTo(1);
  }

  /** Records while a lock makes the first one wait, so that the others gather behind it. */
  private static void atOnce(List<Runnable> records) throws SQLException, InterruptedException {
    try (Connection lock = locking(LOCK)) {
      List<Thread> threads = records.stream().map(Thread::startVirtualThread).toList();
      await()
          .until(
              () -> threads.stream().filter(UsageBatchesIT::waits).count() >= records.size() - 1);
      lock.rollback();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static Runnable record(TestLedger gateway, BilledCall call, UsageDetail usage) {
    return () -> gateway.ledger().record(call, BillingMode.BYOK, usage);
  }

  /** One of each kind, the last one late. */
  private static List<UsageInsert> inserts(AccountId account) {
    Instant before = Instant.parse("2026-04-16T12:00:00.123456Z");
    List<UsageInsert> inserts = new ArrayList<>();
    inserts.add(
        UsageInsert.recorded(call(account, LIVE), BillingMode.BYOK, USAGE, Optional.empty()));
    inserts.add(
        UsageInsert.recorded(call(account, TEST), BillingMode.FREE, USAGE, Optional.empty()));
    inserts.add(
        UsageInsert.recorded(call(account, LIVE), BillingMode.BYOK, FAILED, Optional.empty()));
    inserts.add(
        UsageInsert.recorded(call(account, TEST), BillingMode.FREE, FAILED, Optional.of(before)));
    return inserts;
  }

  /** The rows without identifiers, and without the time where it is that of the writing. */
  private static List<String> rows(AccountId account) {
    return owner
        .sql(
            """
            SELECT CAST(to_jsonb(u) - 'account_id' - 'call_id' - 'key_id' - 'created_at' AS text)
                   || CASE WHEN created_at > now() - INTERVAL '1 minute' THEN 'now' ELSE CAST(created_at AS text) END
              FROM call_usage AS u
             WHERE account_id = :account
             ORDER BY 1
            """)
        .param("account", account.value())
        .query(String.class)
        .list();
  }

  /** Rows of one statement carry the same transaction. */
  private static int statements(AccountId account) {
    return owner
        .sql(
            "SELECT count(DISTINCT CAST(xmin AS text)) FROM call_usage WHERE account_id = :account")
        .param("account", account.value())
        .query(Integer.class)
        .single();
  }
}
