package org.toolroute.gateway.account;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.SecretAccess;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayKeysIT {
  private TestDatabase testDatabase;
  private AccountNode node;
  private AccountId account;

  @BeforeAll
  void start() {
    testDatabase = TestDatabase.create();
    node = new AccountNode(testDatabase);
  }

  @AfterAll
  void stop() {
    node.close();
    testDatabase.close();
  }

  @BeforeEach
  void openAccount() {
    account = node.accounts.create("acme").id();
    node.budgets.refusing = false;
  }

  @Test
  void issuedKeyHasThePromisedFormAndIsListedWithoutItself() {
    // Given
    Instant expiry = node.clock.instant().plus(Duration.ofDays(30));
    Budget budget = Budget.parse(new BigDecimal("10.00"), "day");

    // When
    IssuedKey issued =
        node.keys.issue(
            account,
            new NewKey(
                Optional.of("ci"),
                Environment.LIVE,
                Optional.of(expiry),
                Set.of("tavily"),
                Optional.of(budget)));

    // Then
    String key = issued.secret().reveal(SecretAccess.SHOW_ONCE);
    assertThat(key).matches("tr_live_[0-9a-f]{40}");
    assertThat(issued.key().prefix()).isEqualTo(key.substring(0, 16));
    assertThat(issued.key().budget()).contains(budget);
    assertThat(issued.toString()).doesNotContain(key.substring(16));
    assertThat(node.keys.list(account, PageRequest.first(10)).data()).containsExactly(issued.key());
  }

  @Test
  void environmentIsInTheKey() {
    // When
    IssuedKey issued = node.keys.issue(account, NewKey.unlimited("t", Environment.TEST));

    // Then
    assertThat(issued.secret().reveal(SecretAccess.SHOW_ONCE)).startsWith("tr_test_");
  }

  @Test
  void keyIsNotIssuedWhenItsBudgetCannotBeSet() {
    // Given
    node.budgets.refusing = true;
    NewKey wanted =
        new NewKey(
            Optional.empty(),
            Environment.LIVE,
            Optional.empty(),
            Set.of(),
            Optional.of(Budget.parse(BigDecimal.ONE, "total")));

    // When
    assertThatThrownBy(() -> node.keys.issue(account, wanted))
        .isInstanceOf(IllegalStateException.class);

    // Then
    assertThat(node.keys.list(account, PageRequest.first(10)).data()).isEmpty();
  }

  @Test
  void keyOfAnUnknownAccountIsNotIssued() {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> node.keys.issue(AccountId.next(), NewKey.unlimited("k", Environment.LIVE)));

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void foreignKeyBehavesExactlyLikeAMissingOne() {
    // Given
    AccountId other = node.accounts.create("other").id();
    IssuedKey foreign = node.keys.issue(other, NewKey.unlimited("k", Environment.LIVE));

    // When
    GatewayException atForeign = refusalOfRevoking(foreign.key().id());
    GatewayException atMissing = refusalOfRevoking(KeyId.next());

    // Then
    assertThat(atForeign.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(atForeign.code()).isEqualTo(atMissing.code());
    assertThat(atForeign.status()).isEqualTo(atMissing.status());
    assertThat(atForeign.message()).isEqualTo(atMissing.message());
    assertThat(atForeign.details()).isEqualTo(atMissing.details());
    assertThat(node.authentication.authenticate(foreign.secret()).account()).isEqualTo(other);
    assertThat(node.keys.list(account, PageRequest.first(10)).data()).isEmpty();
  }

  @Test
  void revokingTwiceKeepsTheFirstTime() {
    // Given
    KeyId key = node.keys.issue(account, NewKey.unlimited("k", Environment.LIVE)).key().id();
    GatewayKey first = node.keys.revoke(account, key);
    node.clock.advance(Duration.ofHours(1));

    // When
    GatewayKey second = node.keys.revoke(account, key);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(first.revokedAt()).isPresent();
  }

  @Test
  void keysAreListedInPages() {
    // Given
    List<KeyId> all =
        IntStream.range(0, 5)
            .mapToObj(n ->
                node.keys.issue(account, NewKey.unlimited("k" + n, Environment.LIVE)).key().id())
            .sorted(comparing(KeyId::toString))
            .toList();

    // When
    Page<GatewayKey> first = node.keys.list(account, PageRequest.first(3));
    Page<GatewayKey> second = node.keys.list(account, new PageRequest(3, first.nextCursor()));

    // Then
    assertThat(first.data()).extracting(GatewayKey::id).isEqualTo(all.subList(0, 3));
    assertThat(second.data()).extracting(GatewayKey::id).isEqualTo(all.subList(3, 5));
    assertThat(second.nextCursor()).isEmpty();
  }

  @Test
  void expiryMustBeInTheFutureAndWithinReason() {
    // Given
    Instant now = node.clock.instant();

    // Then
    assertThat(List.of(now, now.minusSeconds(1), now.plus(Duration.ofDays(36_500)), Instant.MAX))
        .allSatisfy(expiry ->
            assertThat(refusalOfIssuing(Optional.of(expiry), Set.of()).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OpenAI", "open-ai", "openai__", "__chat", "openai.chat", "a b", "*"})
  void toolThatIsNoNameIsRefused(String tool) {
    assertThat(refusalOfIssuing(Optional.empty(), Set.of(tool)).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void oneHundredToolsMayBeAllowedAndNoMore() {
    // Given
    Set<String> most =
        IntStream.range(0, 100).mapToObj(n -> "tool" + n).collect(Collectors.toSet());
    Set<String> tooMany = new HashSet<>(most);
    tooMany.add("tool100");

    // When
    IssuedKey issued =
        node.keys.issue(
            account,
            new NewKey(
                Optional.empty(), Environment.LIVE, Optional.empty(), most, Optional.empty()));

    // Then
    assertThat(node.authentication.authenticate(issued.secret()).allowedTools()).isEqualTo(most);
    assertThat(refusalOfIssuing(Optional.empty(), tooMany).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private GatewayException refusalOfRevoking(KeyId key) {
    return catchThrowableOfType(GatewayException.class, () -> node.keys.revoke(account, key));
  }

  private GatewayException refusalOfIssuing(Optional<Instant> expiry, Set<String> tools) {
    return catchThrowableOfType(
        GatewayException.class,
        () ->
            node.keys.issue(
                account,
                new NewKey(Optional.empty(), Environment.LIVE, expiry, tools, Optional.empty())));
  }
}
