package org.toolroute.gateway.ledger.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.Audit.Report;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;

/** The audit passes right books and finds every kind of tampering with them. */
class AuditIT {
  private static TestDatabase database;
  private static TestLedger gateway;
  private static DataSource owner;

  @BeforeAll
  static void writeBooks() {
    database = TestDatabase.create();
    gateway = TestLedger.over(database);
    owner = database.owner();
    Ledger ledger = gateway.ledger();
    AccountId account = gateway.accountWith("100");
    gateway.limits().limitAccount(account, LIVE, new SpendingLimit(credits("90"), Period.MONTH));
    HoldRequest captured = hold(account, "4");
    gateway
        .limits()
        .limitKey(
            account, LIVE, captured.call().key(), new SpendingLimit(credits("9"), Period.DAY));
    ledger.hold(captured);
    ledger.capture(captured, credits("3"), USAGE);
    gateway.refunds().refund(account, captured.call().id(), credits("1"), "outage");
    HoldRequest excess = hold(account, "1");
    ledger.hold(excess);
    ledger.capture(excess, credits("2"), USAGE);
    HoldRequest released = hold(account, "5");
    ledger.hold(released);
    ledger.release(released, USAGE);
    HoldRequest late = expiring(account, "6");
    ledger.hold(late);
    gateway.sweeper().sweepOnce();
    ledger.capture(late, credits("6"), USAGE);
    ledger.hold(hold(account, "7"));
    BilledCall own = call(account, LIVE);
    ledger.record(own, BillingMode.BYOK, USAGE);
  }

  @AfterAll
  static void close() {
    gateway.close();
    database.close();
  }

  @Test
  void rightBooksPass() {
    // When
    Report report = gateway.audit().run();
    // Then
    assertThat(report).isEqualTo(new Report(1, 7, 1, Credits.ZERO, List.of()));
    assertThat(report.ok()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "credits appear | UPDATE ledger_balance SET posted_micros = posted_micros + 1 WHERE environment = 'live'",
        "credits vanish | UPDATE ledger_balance SET posted_micros = posted_micros - 1 WHERE environment = 'test'",
        "credits stay held | UPDATE ledger_balance SET held_micros = held_micros + 1 WHERE environment = 'live'",
        "balance is gone | DELETE FROM ledger_balance WHERE environment = 'test'",
        "capture from the other balance | UPDATE ledger_transfer SET environment = 'test' WHERE kind = 'capture'",
        "top-up is gone | DELETE FROM ledger_transfer WHERE kind = 'top_up'",
        "top-up is larger | UPDATE ledger_transfer SET amount_micros = amount_micros + 1 WHERE kind = 'top_up'",
        "capture is gone | DELETE FROM ledger_transfer WHERE kind = 'capture'",
        "capture is smaller | UPDATE ledger_transfer SET amount_micros = amount_micros - 1 WHERE kind = 'excess'",
        "capture names another provider | UPDATE ledger_transfer SET credit_account = 'revenue:exa' WHERE kind = 'capture'",
        "bill is smaller | UPDATE call_usage SET charged_micros = charged_micros - 1 WHERE outcome = 'captured'",
        "bill is gone | DELETE FROM call_usage WHERE outcome = 'late'",
        "bill of another environment | UPDATE call_usage SET environment = 'test' WHERE outcome = 'captured'",
        "late charge passes for a capture | UPDATE ledger_transfer SET kind = 'capture' WHERE kind = 'late_capture'",
        "refund beyond the charge | UPDATE ledger_transfer SET amount_micros = 4000000 WHERE kind = 'refund'; UPDATE ledger_balance SET posted_micros = posted_micros + 3000000 WHERE environment = 'live'",
        "hold is gone | DELETE FROM ledger_hold",
        "hold is smaller | UPDATE ledger_hold SET amount_micros = amount_micros - 1",
        "hold of a resolved call | UPDATE ledger_hold SET call_id = (SELECT call_id FROM call_usage WHERE outcome = 'released')",
        "released call settled again | UPDATE call_usage SET outcome = 'released' WHERE outcome = 'expired'",
        "budget forgets | UPDATE ledger_budget_use SET used_micros = used_micros - 1 WHERE scope = 'key'",
        "budget holds more | UPDATE ledger_budget_use SET held_micros = held_micros + 1 WHERE scope = 'account'",
        "budget use is gone | DELETE FROM ledger_budget_use",
        "own key is charged | ALTER TABLE call_usage DROP CONSTRAINT call_usage_only_credits_pay, DROP CONSTRAINT call_usage_within_hold; UPDATE call_usage SET charged_micros = 1 WHERE mode = 'byok'",
        "balance below nothing | ALTER TABLE ledger_balance DROP CONSTRAINT ledger_balance_never_negative; UPDATE ledger_balance SET held_micros = posted_micros + 1 WHERE environment = 'live'",
        "budget beyond its cap | ALTER TABLE ledger_budget_use DROP CONSTRAINT ledger_budget_use_key; UPDATE ledger_budget_use SET cap_micros = used_micros - 1 WHERE scope = 'key'",
        "transfer in the wrong direction | ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_transfer_direction; UPDATE ledger_transfer SET debit_account = 'customer', credit_account = 'funding:grant' WHERE kind = 'grant'",
        "transfer of less than nothing | ALTER TABLE ledger_transfer DROP CONSTRAINT ledger_transfer_amount; UPDATE ledger_transfer SET amount_micros = -amount_micros WHERE kind = 'grant'",
      })
  void tamperingIsFound(String what, String statements) {
    // When
    Report report = auditAfter(statements);
    // Then
    assertThat(report.mismatches()).as(what).isNotEmpty().doesNotContain("");
  }

  /** Tampers as the owner of the tables, audits in the same transaction and takes it all back. */
  private static Report auditAfter(String statements) {
    JdbcClient jdbc = JdbcClient.create(owner);
    Audit audit =
        new PostgresAudit(
            new LedgerDatabase(owner, 1, Duration.ofSeconds(1)), Duration.ofMinutes(1));
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
    return requireNonNull(
        transaction.execute(status -> {
          status.setRollbackOnly();
          Stream.of(statements.split(";", -1))
              .filter(statement -> !statement.isBlank())
              .forEach(statement -> jdbc.sql(statement).update());
          return audit.run();
        }));
  }
}
