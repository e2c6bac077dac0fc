package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Refunds.Refund;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Refunds are new movements, applied once, and never more than the charge. */
class RefundsIT extends LedgerFixture {

  @Test
  void refundsOfOneCallNeverExceedItsCharge() {
    // Given
    AccountId account = gateway.accountWith("10");
    CallId call = charged(hold(account, "4"), "6"); // two of the six are beyond the hold
    gateway.refunds().refund(account, call, credits("5"), "outage");
    // When
    ThrowingCallable tooMuch =
        () -> gateway.refunds().refund(account, call, credits("1.000001"), "more");
    // Then
    assertRefused(tooMuch, ErrorCode.INVALID_REQUEST);
    gateway.refunds().refund(account, call, credits("1"), "rest");
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void sameReferenceRefundsOnce() {
    // Given
    AccountId account = gateway.accountWith("10");
    CallId call = charged(hold(account, "4"), "4");
    Refund first = gateway.refunds().refund(account, call, credits("2"), "outage");
    // When
    Refund again = gateway.refunds().refund(account, call, credits("2"), "outage");
    // Then
    assertThat(first.created()).isTrue();
    assertThat(again).isEqualTo(new Refund(first.id(), credits("2"), false));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8"));
    assertRefused(
        () -> gateway.refunds().refund(account, call, credits("1"), "outage"),
        ErrorCode.INVALID_REQUEST);
  }

  @Test
  void refundsAtOnceNeverExceedTheCharge() {
    // Given
    AccountId account = gateway.accountWith("10");
    CallId call = charged(hold(account, "4"), "4");
    List<String> references = IntStream.range(0, 24).mapToObj(i -> "r" + i % 12).toList();
    // When
    List<Boolean> created =
        Parallel.over(
            List.of(ledger),
            references,
            (any, reference) -> {
              try {
                return gateway.refunds().refund(account, call, credits("1.5"), reference).created();
              } catch (GatewayException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                return false;
              }
            });
    // Then
    assertThat(created).filteredOn(yes -> yes).hasSize(2);
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("9"));
  }

  @Test
  void refundGoesToTheBalanceThatPaid() {
    // Given
    AccountId account = gateway.accountWith("10");
    CallId call = charged(hold(call(account, TEST), "30"), "30");
    // When
    gateway.refunds().refund(account, call, credits("30"), "outage");
    // Then
    assertThat(ledger.available(account, TEST)).isEqualTo(credits("100"));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void callsOfOthersAndCallsThatCostNothingHaveNoRefund() {
    // Given
    AccountId account = gateway.accountWith("10");
    AccountId other = gateway.accountWith("10");
    CallId foreign = charged(hold(other, "4"), "4");
    CallId free = charged(hold(account, "4"), "0");
    // When
    ThrowingCallable ofAnother =
        () -> gateway.refunds().refund(account, foreign, credits("1"), "outage");
    // Then
    assertRefused(ofAnother, ErrorCode.NOT_FOUND);
    assertRefused(
        () -> gateway.refunds().refund(account, free, credits("1"), "outage"), ErrorCode.NOT_FOUND);
    assertRefused(
        () -> gateway.refunds().refund(other, foreign, Credits.ZERO, "outage"),
        ErrorCode.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\ud801", "outage\udc00"})
  void referencesThatCannotBeToldApartAreRefused(String reference) {
    // Given
    AccountId account = gateway.accountWith("10");
    CallId call = charged(hold(account, "4"), "4");
    // Then
    assertRefused(
        () -> gateway.refunds().refund(account, call, credits("1"), reference),
        ErrorCode.INVALID_REQUEST);
  }

  private static CallId charged(HoldRequest hold, String actual) {
    ledger.hold(hold);
    ledger.capture(hold, credits(actual), USAGE);
    return hold.call().id();
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .asInstanceOf(type(GatewayException.class))
        .extracting(GatewayException::code)
        .isEqualTo(code);
  }
}
