package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.PriceVersions;
import org.toolroute.gateway.shared.BillingMode;

/** What is written once cannot be changed by the role that the gateway runs with. */
class ImmutabilityIT extends LedgerFixture {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final JdbcClient gatewayRole = JdbcClient.create(database.gateway());

  @BeforeEach
  void writeOneOfEach() {
    HoldRequest held = hold(gateway.accountWith("10"), "4");
    ledger.hold(held);
    ledger.capture(held, credits("4"), USAGE);
    ledger.record(TestLedger.call(held.call().account(), LIVE), BillingMode.BYOK, USAGE);
    new PostgresPriceVersions(gateway.database).publish("2026-01", "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "ledger_transfer, amount_micros = 1",
    "ledger_transfer, created_at = now()",
    "call_usage, charged_micros = 0",
    "call_usage, created_at = now()",
    "ledger_price_version, prices = ''",
    "ledger_balance, account_id = gen_random_uuid()",
    "ledger_hold, amount_micros = 1",
  })
  void updateIsRefused(String table, String assignment) {
    assertSqlState(
        () -> gatewayRole.sql("UPDATE " + table + " SET " + assignment).update(),
        INSUFFICIENT_PRIVILEGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ledger_transfer", "call_usage", "ledger_price_version", "ledger_balance"})
  void deleteAndTruncateAreRefused(String table) {
    assertSqlState(() -> gatewayRole.sql("DELETE FROM " + table).update(), INSUFFICIENT_PRIVILEGE);
    assertSqlState(() -> gatewayRole.sql("TRUNCATE " + table).update(), INSUFFICIENT_PRIVILEGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE call_usage",
        "ALTER TABLE call_usage DROP CONSTRAINT call_usage_only_credits_pay"
      })
  void schemaCannotBeChanged(String statement) {
    assertSqlState(() -> gatewayRole.sql(statement).update(), INSUFFICIENT_PRIVILEGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ledger_balance_never_negative | UPDATE ledger_balance SET held_micros = posted_micros + 1",
        "ledger_balance_held | UPDATE ledger_balance SET held_micros = -1",
        "call_usage_only_credits_pay | UPDATE call_usage SET held_micros = 1, charged_micros = 1 WHERE mode = 'byok'",
        "call_usage_within_hold | UPDATE call_usage SET charged_micros = held_micros + 1 WHERE outcome = 'captured'",
        "call_usage_no_service_no_charge | UPDATE call_usage SET outcome = 'released' WHERE outcome = 'captured'",
        "ledger_transfer_amount | UPDATE ledger_transfer SET amount_micros = -amount_micros",
        "ledger_transfer_amount | UPDATE ledger_transfer SET amount_micros = 0",
        "ledger_transfer_sides | UPDATE ledger_transfer SET credit_account = 'revenue:exa' WHERE kind = 'grant'",
        "ledger_transfer_direction | UPDATE ledger_transfer SET kind = 'refund', debit_account = 'customer', credit_account = 'revenue:exa', call_id = transfer_id WHERE kind = 'grant'",
        "ledger_transfer_capture_id | UPDATE ledger_transfer SET transfer_id = gen_random_uuid() WHERE kind = 'capture'",
        "ledger_transfer_top_up_live | UPDATE ledger_transfer SET environment = 'test' WHERE kind = 'top_up'",
      })
  void tablesRefuseWhatTheStatementsNeverDo(String constraint, String statement) {
    assertThatThrownBy(() -> owner.sql(statement).update())
        .isInstanceOf(DataAccessException.class)
        .satisfies(e -> assertThat(SqlFailure.of(e).constraint()).isEqualTo(constraint));
  }

  @Test
  void pricesOfOneVersionNeverChange() {
    // Given
    PriceVersions prices = new PostgresPriceVersions(gateway.database);
    prices.publish("2026-02", "{\"search\":1}");
    // When
    prices.publish("2026-02", "{\"search\":1}");
    // Then
    assertThatThrownBy(() -> prices.publish("2026-02", "{\"search\":2}"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void assertSqlState(Runnable statement, String state) {
    assertThatThrownBy(statement::run)
        .isInstanceOf(DataAccessException.class)
        .satisfies(e -> assertThat(SqlFailure.of(e).state()).isEqualTo(state));
  }
}
