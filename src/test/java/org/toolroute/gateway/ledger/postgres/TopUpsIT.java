package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.TopUp;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Credits are added once, and only amounts that make sense. */
class TopUpsIT extends LedgerFixture {

  @Test
  void sameReferenceAddsOnceAndGivesTheSameAnswer() {
    // Given
    AccountId account = gateway.accountWith("0");
    TopUp first = gateway.topUps().topUp(account, credits("42.5"), "invoice-17");
    ledger.hold(hold(account, "2"));
    // When
    TopUp again = gateway.topUps().topUp(account, credits("42.5"), "invoice-17");
    // Then
    assertThat(first).isEqualTo(new TopUp(first.id(), credits("42.5"), credits("42.5"), true));
    assertThat(again).isEqualTo(new TopUp(first.id(), credits("42.5"), credits("42.5"), false));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("40.5"));
  }

  @Test
  void sameReferenceAtOnceAddsOnce() {
    // Given
    AccountId account = gateway.accountWith("0");
    // When
    List<TopUp> topUps =
        Parallel.over(
            List.of(ledger),
            Collections.nCopies(16, "invoice-17"),
            (any, reference) -> gateway.topUps().topUp(account, credits("5"), reference));
    // Then
    assertThat(topUps).filteredOn(TopUp::created).hasSize(1);
    assertThat(topUps).extracting(TopUp::available).containsOnly(credits("5"));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("5"));
  }

  @Test
  void topUpsAtOnceEachSayWhatWasThereThen() {
    // Given
    AccountId account = gateway.accountWith("0");
    List<Integer> invoices = IntStream.range(0, 24).boxed().toList();
    // When
    List<TopUp> topUps =
        Parallel.over(
            List.of(ledger),
            invoices,
            (any, invoice) -> gateway.topUps().topUp(account, credits("1"), "invoice-" + invoice));
    // Then
    assertThat(topUps)
        .extracting(TopUp::available)
        .containsExactlyInAnyOrderElementsOf(
            invoices.stream().map(i -> credits(Integer.toString(i + 1))).toList());
  }

  @Test
  void otherAmountUnderUsedReferenceIsRefused() {
    // Given
    AccountId account = gateway.accountWith("0");
    gateway.topUps().topUp(account, credits("10"), "invoice-17");
    // When
    ThrowingCallable other = () -> gateway.topUps().topUp(account, credits("11"), "invoice-17");
    // Then
    assertRefused(other, "amount");
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void sameReferenceOfAnotherAccountIsAnotherPayment() {
    // Given
    AccountId one = gateway.accountWith("0");
    AccountId two = gateway.accountWith("0");
    gateway.topUps().topUp(one, credits("10"), "invoice-17");
    // When
    TopUp topUp = gateway.topUps().topUp(two, credits("11"), "invoice-17");
    // Then
    assertThat(topUp.created()).isTrue();
  }

  @Test
  void amountsAtTheEdgesAreRefused() {
    // Given
    AccountId account = gateway.accountWith("0");
    Credits most = Credits.MOVEMENT_MAX;
    Credits more = most.plus(new Credits(1));
    // When
    gateway.topUps().topUp(account, most, "most");
    // Then
    assertRefused(() -> gateway.topUps().topUp(account, Credits.ZERO, "zero"), "amount");
    assertRefused(() -> gateway.topUps().topUp(account, more, "more"), "amount");
    assertRefused(
        () -> gateway.topUps().topUp(account, new Credits(Long.MAX_VALUE), "huge"), "amount");
    assertThat(ledger.available(account, LIVE)).isEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.000001", "0.0000001", "1e30"})
  void amountsThatAreNoCreditsCannotBeExpressed(String amount) {
    assertThatThrownBy(() -> Credits.of(new BigDecimal(amount)))
        .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000b", "\ud801", "invoice\udc00", "\ud801?"})
  void referencesThatCannotBePrintedAreRefused(String reference) {
    AccountId account = gateway.accountWith("0");
    assertRefused(() -> gateway.topUps().topUp(account, credits("1"), reference), "reference");
    assertRefused(
        () -> gateway.topUps().topUp(account, credits("1"), "x".repeat(201)), "reference");
  }

  @Test
  void accountWithoutBalancesIsNotFound() {
    assertThatThrownBy(() -> gateway.topUps().topUp(AccountId.next(), credits("1"), "invoice"))
        .asInstanceOf(type(GatewayException.class))
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  private static void assertRefused(ThrowingCallable call, String field) {
    assertThatThrownBy(call)
        .asInstanceOf(type(GatewayException.class))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
          assertThat(e.status()).isEqualTo(422);
          assertThat(e.details().get("field").stringValue()).isEqualTo(field);
        });
  }
}
