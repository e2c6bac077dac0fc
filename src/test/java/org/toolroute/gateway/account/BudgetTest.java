package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

class BudgetTest {

  @ParameterizedTest
  @CsvSource({
    "10.00, day, 10000000",
    "0.000001, month, 1",
    "1000000, total, 1000000000000",
    "1e6, total, 1000000000000",
    "2.50000000, day, 2500000"
  })
  void amountWithinTheBoundsIsTaken(BigDecimal amount, String period, long micros) {
    // When
    Budget budget = Budget.parse(amount, period);

    // Then
    assertThat(budget.amount()).isEqualTo(new Credits(micros));
    assertThat(budget.period().wireName()).isEqualTo(period);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.000",
        "-0.000001",
        "-1",
        "0.0000001",
        "1000000.000001",
        "1e400",
        "1e2000000000",
        "1e-2000000000",
        "-1e2000000000"
      })
  void amountOutsideTheBoundsIsRefusedAtOnce(String amount) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> Budget.parse(new BigDecimal(amount), "day"))
                .matches(refusal -> refusal.code() == ErrorCode.INVALID_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Day", "week", "day ", "total; DROP TABLE account"})
  void unknownPeriodIsRefused(String period) {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> Budget.parse(BigDecimal.ONE, period))
        .matches(refusal -> refusal.code() == ErrorCode.INVALID_REQUEST);
  }

  @Test
  void budgetOfNothingCannotBeMade() {
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> new Budget(Credits.ZERO, Budget.Period.DAY));
  }
}
