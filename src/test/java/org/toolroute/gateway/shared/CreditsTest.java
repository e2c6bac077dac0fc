package org.toolroute.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsTest {

  @ParameterizedTest
  @CsvSource({"0,0", "42.5,42.50", "0.000125,0.000125", "1,1.00", "0.1,0.10", "1000000,1000000.00"})
  void writesAtMostSixDecimalsAndAtLeastTwo(BigDecimal amount, String written) {
    assertThat(Credits.of(amount).toDecimal().toPlainString()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000001", "1.0000005", "9223372036854.775808", "1e300"})
  void refusesWhatDoesNotFitInsteadOfRounding(BigDecimal amount) {
    assertThatThrownBy(() -> Credits.of(amount)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void refusesNegativeAmounts() {
    assertThatThrownBy(() -> Credits.of(new BigDecimal("-0.01")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Credits(1).minus(new Credits(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void roundsPricesUp() {
    assertThat(Credits.ceil(new BigDecimal("0.0000001"))).isEqualTo(new Credits(1));
    assertThat(Credits.ceil(new BigDecimal("0.000001"))).isEqualTo(new Credits(1));
  }

  @Test
  void addingBeyondTheRangeFailsInsteadOfWrapping() {
    assertThatThrownBy(() -> new Credits(Long.MAX_VALUE).plus(new Credits(1)))
        .isInstanceOf(ArithmeticException.class);
  }
}
