package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.ledger.UsageQuery.Filter;
import org.toolroute.gateway.ledger.UsageQuery.Page;
import org.toolroute.gateway.ledger.UsageQuery.Row;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/** The bill: every call once, of the caller's own account and environment. */
class UsageQueryIT extends LedgerFixture {
  private static final ToolName RESEND = new ToolName(new ProviderId("resend"), "send_email");

  @Test
  void rowTellsTheWholeCall() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    UsageDetail usage =
        new UsageDetail(
            Optional.of("provider_error"),
            Optional.of(502),
            "pages=3",
            true,
            Duration.ofMillis(812));
    ledger.hold(held);
    ledger.capture(held, credits("1.25"), usage);
    // When
    Row row = list(account, Filter.ALL).getFirst();
    // Then
    assertThat(row)
        .isEqualTo(
            new Row(
                held.call().id(),
                row.at(),
                held.call().key(),
                "rest",
                TestLedger.TOOL,
                BillingMode.CREDITS,
                "captured",
                Optional.of("2026-01"),
                credits("1.25"),
                Credits.ZERO,
                usage));
  }

  @Test
  void everyCallIsListedOnceNewestFirstOverAllPages() {
    // Given
    AccountId account = gateway.accountWith("10");
    List<CallId> calls = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      calls.addFirst(recorded(call(account, LIVE)));
    }
    // When
    List<CallId> listed = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page = gateway.usage().page(account, LIVE, Filter.ALL, cursor, 3);
      assertThat(page.rows()).hasSizeBetween(1, 3);
      page.rows().forEach(row -> listed.add(row.id()));
      cursor = page.nextCursor();
    } while (cursor.isPresent());
    // Then
    assertThat(listed).isEqualTo(calls);
  }

  @Test
  void expiryThatWasSettledLateIsOneCall() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest late = expiring(account, "3");
    HoldRequest expired = expiring(account, "2");
    ledger.hold(late);
    ledger.hold(expired);
    gateway.sweeper().sweepOnce();
    ledger.capture(late, credits("3"), USAGE);
    // When
    List<Row> rows = list(account, Filter.ALL);
    // Then
    assertThat(rows).extracting(Row::outcome).containsExactly("late", "expired");
    assertThat(rows).extracting(Row::id).containsExactly(late.call().id(), expired.call().id());
  }

  @Test
  void filtersNarrowTheList() {
    // Given
    AccountId account = gateway.accountWith("10");
    KeyId key = KeyId.next();
    CallId search = recorded(call(account, LIVE));
    CallId mail = recorded(new BilledCall(CallId.next(), account, LIVE, key, RESEND, "mcp"));
    HoldRequest held = hold(account, "1");
    ledger.hold(held);
    ledger.capture(held, credits("1"), USAGE);
    CallId paid = held.call().id();
    Instant mailAt = list(account, Filter.ALL).get(1).at();
    Optional<Instant> any = Optional.empty();
    // Then
    assertThat(ids(account, filter(any, any, "resend", null, null, null))).containsExactly(mail);
    assertThat(ids(account, filter(any, any, null, RESEND, null, null))).containsExactly(mail);
    assertThat(ids(account, filter(any, any, "tavily", RESEND, null, null))).isEmpty();
    assertThat(ids(account, filter(any, any, null, null, BillingMode.CREDITS, null)))
        .containsExactly(paid);
    assertThat(ids(account, filter(any, any, null, null, null, key))).containsExactly(mail);
    assertThat(ids(account, filter(Optional.of(mailAt), any, null, null, null, null)))
        .containsExactly(paid, mail);
    assertThat(ids(account, filter(any, Optional.of(mailAt), null, null, null, null)))
        .containsExactly(search);
    assertThat(
            ids(
                account,
                filter(Optional.of(Instant.MIN), Optional.of(Instant.MAX), null, null, null, null)))
        .containsExactly(paid, mail, search);
  }

  @Test
  void otherAccountsAndTheOtherEnvironmentAreInvisible() {
    // Given
    AccountId account = gateway.accountWith("10");
    AccountId other = gateway.accountWith("10");
    recorded(call(other, LIVE));
    recorded(call(account, TEST));
    // When
    List<Row> rows = list(account, Filter.ALL);
    // Then
    assertThat(rows).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void limitsOutOfBoundsAreRefused(int limit) {
    assertInvalid(Optional.empty(), limit);
    assertThat(
            gateway
                .usage()
                .page(AccountId.next(), LIVE, Filter.ALL, Optional.empty(), UsageQuery.LIMIT_MAX)
                .rows())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAA", "OTIyMzM3MjAzNjg1NDc3NTgwNzoxLTEtMS0xLTE", "LTE6MS0xLTEtMS0x"})
  void textThatIsNoCursorIsRefused(String cursor) {
    assertInvalid(Optional.of(cursor), 10);
    assertInvalid(Optional.of("A".repeat(5000)), 10);
  }

  private static void assertInvalid(Optional<String> cursor, int limit) {
    AccountId account = AccountId.next();
    assertThatThrownBy(() -> gateway.usage().page(account, LIVE, Filter.ALL, cursor, limit))
        .asInstanceOf(type(GatewayException.class))
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private static CallId recorded(BilledCall call) {
    ledger.record(call, BillingMode.BYOK, USAGE);
    return call.id();
  }

  private static List<Row> list(AccountId account, Filter filter) {
    return gateway.usage().page(account, LIVE, filter, Optional.empty(), 200).rows();
  }

  private static List<CallId> ids(AccountId account, Filter filter) {
    return list(account, filter).stream().map(Row::id).toList();
  }

  private static Filter filter(
      Optional<Instant> from,
      Optional<Instant> to,
      @Nullable String provider,
      @Nullable ToolName tool,
      @Nullable BillingMode mode,
      @Nullable KeyId key) {
    return new Filter(
        from,
        to,
        Optional.ofNullable(provider).map(ProviderId::new),
        Optional.ofNullable(tool),
        Optional.ofNullable(mode),
        Optional.ofNullable(key));
  }
}
