package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationIT {
  private TestDatabase testDatabase;
  private AccountNode node;
  private Account account;

  @BeforeAll
  void start() {
    testDatabase = TestDatabase.create();
    node = new AccountNode(testDatabase);
    account = node.accounts.create("acme");
  }

  @AfterAll
  void stop() {
    node.close();
    testDatabase.close();
  }

  @Test
  void issuedKeyAuthenticatesItsOwner() {
    // Given
    IssuedKey issued =
        node.keys.issue(
            account.id(),
            new NewKey(
                Optional.of("ci"),
                Environment.TEST,
                Optional.empty(),
                Set.of("openai", "tavily__search"),
                Optional.empty()));

    // When
    Caller caller = node.authentication.authenticate(issued.secret());

    // Then
    assertThat(caller)
        .isEqualTo(
            new Caller(
                account.id(),
                issued.key().id(),
                Environment.TEST,
                false,
                Set.of("openai", "tavily__search")));
  }

  @Test
  void everyRefusalIsTheSame() {
    // Given
    Secret expired = issueExpired();
    Secret revoked = issueRevoked();
    GatewayException missing = Authentication.refusal();

    // When
    List<GatewayException> refusals =
        Stream.concat(Stream.of(expired, revoked), hostileKeys()).map(this::refusalOf).toList();

    // Then
    assertThat(refusals)
        .allSatisfy(refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
          assertThat(refusal.status()).isEqualTo(401);
          assertThat(refusal.message()).isEqualTo(missing.message());
          assertThat(refusal.details()).isEmpty();
          assertThat(refusal.getCause()).isNull();
        });
  }

  /** The work is what an attacker could time: one look into the database for each. */
  @ParameterizedTest
  @MethodSource("hostileKeys")
  void everyRefusalTakesOneLookup(Secret key) {
    // Given
    int usesBefore = node.pool.uses();

    // When
    refusalOf(key);
    refusalOf(key);

    // Then
    assertThat(node.pool.uses() - usesBefore).isEqualTo(2);
  }

  @Test
  void expiredAndRevokedKeysTakeOneLookupToo() {
    // Given
    Secret expired = issueExpired();
    Secret revoked = issueRevoked();
    int usesBefore = node.pool.uses();

    // When
    Stream.of(expired, expired, revoked, revoked).forEach(this::refusalOf);

    // Then
    assertThat(node.pool.uses() - usesBefore).isEqualTo(4);
  }

  /** Not always at once: a change that is told meanwhile keeps a row from being remembered. */
  @Test
  void goodKeyIsRemembered() {
    // Given
    Secret key = issue();

    // Then
    await()
        .until(() -> {
          int usesBefore = node.pool.uses();
          node.authentication.authenticate(key);
          return node.pool.uses() == usesBefore;
        });
  }

  @Test
  void rememberedKeyExpiresOnTime() {
    // Given
    Duration life = Duration.ofMinutes(5);
    Secret key = issueExpiringIn(life);
    node.authentication.authenticate(key);
    node.clock.advance(life.minusMillis(1));
    Caller lastMoment = node.authentication.authenticate(key);

    // When
    node.clock.advance(Duration.ofMillis(1));
    GatewayException refusal = refusalOf(key);

    // Then
    assertThat(lastMoment.account()).isEqualTo(account.id());
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_API_KEY);
  }

  @Test
  void keyIsStoredAsHashOnly() {
    // Given
    String key = issue().reveal(SecretAccess.SHOW_ONCE);

    // When
    List<String> rows =
        node.database.sql("SELECT k::text FROM gateway_key k").query(String.class).list();

    // Then
    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(key.substring(16)));
    assertThat(rows).anyMatch(row -> row.contains(key.substring(0, 16)));
  }

  @Test
  void unreachableDatabaseIsUnavailableAndSaysNothingMore() {
    // Given
    AccountNode lost = new AccountNode(testDatabase);
    Secret key = issue();
    lost.close();

    // When
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> lost.authentication.authenticate(key));

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
    assertThat(failure.message()).doesNotContainIgnoringCase("sql").doesNotContain("gateway_key");
  }

  static Stream<Secret> hostileKeys() {
    Secret unknown = Secret.of("tr_live_0123456789abcdef0123456789abcdef01234567");
    return Stream.concat(Stream.of(unknown), malformedKeys());
  }

  static Stream<Secret> malformedKeys() {
    String digits = "0123456789abcdef0123456789abcdef01234567";
    return Stream.of(
            "",
            "tr_live_",
            "tr_live_" + digits.toUpperCase(Locale.ROOT),
            "TR_LIVE_" + digits,
            "Tr_live_" + digits,
            "tr_prod_" + digits,
            "tr_live_" + digits + "0",
            "tr_live_" + digits.substring(1),
            " tr_live_" + digits,
            "tr_live_" + digits + "\n",
            "tr_live_' OR '1'='1' -- 012345678901234567",
            "'; DROP TABLE gateway_key; --",
            "tr_live_" + "\u0660".repeat(20),
            "tr_live_" + "\uD83D\uDD11".repeat(10),
            "tr_live_\0" + digits.substring(1),
            "x".repeat(5_000_000))
        .map(Secret::of);
  }

  private GatewayException refusalOf(Secret key) {
    return catchThrowableOfType(
        GatewayException.class, () -> node.authentication.authenticate(key));
  }

  private Secret issue() {
    return node.keys.issue(account.id(), NewKey.unlimited("k", Environment.LIVE)).secret();
  }

  private Secret issueExpiringIn(Duration life) {
    return node.keys
        .issue(
            account.id(),
            new NewKey(
                Optional.empty(),
                Environment.LIVE,
                Optional.of(node.clock.instant().plus(life)),
                Set.of(),
                Optional.empty()))
        .secret();
  }

  private Secret issueExpired() {
    Secret key = issueExpiringIn(Duration.ofSeconds(1));
    node.clock.advance(Duration.ofSeconds(2));
    return key;
  }

  private Secret issueRevoked() {
    IssuedKey issued = node.keys.issue(account.id(), NewKey.unlimited("k", Environment.LIVE));
    node.keys.revoke(account.id(), issued.key().id());
    return issued.secret();
  }
}
