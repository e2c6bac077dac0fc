package org.toolroute.gateway.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.IdempotencyClaim;
import org.toolroute.gateway.ledger.IdempotencyClaim.Claimed;
import org.toolroute.gateway.ledger.IdempotencyClaim.Done;
import org.toolroute.gateway.ledger.IdempotencyClaim.InProgress;
import org.toolroute.gateway.ledger.IdempotencyClaim.Mismatch;
import org.toolroute.gateway.ledger.IdempotencyClaim.OutcomeUnknown;
import org.toolroute.gateway.ledger.IdempotencyKeys;
import org.toolroute.gateway.ledger.IdempotencyKeys.Use;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;

class IdempotencyKeysIT {
  private static final byte[] REQUEST = "request".getBytes(UTF_8);
  private static final byte[] OTHER_REQUEST = "other".getBytes(UTF_8);
  private static final byte[] OUTCOME = "outcome".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private static TestDatabase database;
  private static IdempotencyKeys keys;

  private AccountId account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    keys =
        new PostgresIdempotencyKeys(
            new LedgerDatabase(database.gateway(), 8, Duration.ofSeconds(10)));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = AccountId.next();
  }

  @Test
  void ofSimultaneousClaimsExactlyOneGetsTheKey() throws Exception {
    // Given
    List<Callable<IdempotencyClaim>> claims =
        IntStream.range(0, 32).<Callable<IdempotencyClaim>>mapToObj(i -> this::claim).toList();
    // When
    List<IdempotencyClaim> outcomes;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      outcomes = threads.invokeAll(claims).stream().map(IdempotencyKeysIT::join).toList();
    }
    // Then
    assertThat(outcomes).filteredOn(Claimed.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(InProgress.class::isInstance).hasSize(31);
  }

  @Test
  void theSameRequestGetsTheOutcomeAndAnotherRequestIsRefused() {
    // Given
    Use use = use(Environment.LIVE);
    keys.claim(use, REQUEST, LONG, false);
    keys.complete(use, OUTCOME);
    // When
    IdempotencyClaim same = keys.claim(use(Environment.LIVE), REQUEST, LONG, false);
    IdempotencyClaim other = keys.claim(use(Environment.LIVE), OTHER_REQUEST, LONG, false);
    // Then
    assertThat(same)
        .isInstanceOfSatisfying(Done.class, done -> assertThat(done.outcome()).isEqualTo(OUTCOME));
    assertThat(other).isInstanceOf(Mismatch.class);
  }

  @Test
  void environmentsAndAccountsDoNotShareKeys() {
    // Given
    keys.claim(use(Environment.LIVE), REQUEST, LONG, false);
    // When
    IdempotencyClaim otherEnvironment = keys.claim(use(Environment.TEST), REQUEST, LONG, false);
    account = AccountId.next();
    IdempotencyClaim otherAccount = keys.claim(use(Environment.LIVE), REQUEST, LONG, false);
    // Then
    assertThat(otherEnvironment).isInstanceOf(Claimed.class);
    assertThat(otherAccount).isInstanceOf(Claimed.class);
  }

  @Test
  void aKeyThatWasGivenBackIsFreeForAFirstTry() {
    // Given
    Use use = use(Environment.LIVE);
    keys.claim(use, REQUEST, LONG, false);
    // When
    keys.abandon(use);
    // Then
    assertThat(claim()).isInstanceOf(Claimed.class);
  }

  @Test
  void aFinishedOutcomeIsNeverGivenBack() {
    // Given
    Use use = use(Environment.LIVE);
    keys.claim(use, REQUEST, LONG, false);
    keys.complete(use, OUTCOME);
    // When
    keys.abandon(use);
    // Then
    assertThat(claim()).isInstanceOf(Done.class);
  }

  @Test
  void whenTheGatewayDiedTheOutcomeIsUnknownUnlessTheOperationOnlyReads() {
    // Given
    keys.claim(use(Environment.LIVE), REQUEST, SHORT, false);
    // When
    Awaitility.await()
        .until(() ->
            keys.claim(use(Environment.LIVE), REQUEST, LONG, false) instanceof OutcomeUnknown);
    // Then
    assertThat(keys.claim(use(Environment.LIVE), OTHER_REQUEST, LONG, true))
        .isInstanceOf(Mismatch.class);
    assertThat(keys.claim(use(Environment.LIVE), REQUEST, LONG, true)).isInstanceOf(Claimed.class);
    assertThat(keys.claim(use(Environment.LIVE), REQUEST, LONG, true))
        .isInstanceOf(InProgress.class);
  }

  @Test
  void aCallThatLostItsClaimCannotOverwriteTheNewOne() {
    // Given
    Use dead = use(Environment.LIVE);
    keys.claim(dead, REQUEST, SHORT, true);
    Use alive = use(Environment.LIVE);
    Awaitility.await().until(() -> keys.claim(alive, REQUEST, LONG, true) instanceof Claimed);
    // When
    keys.complete(dead, OUTCOME);
    // Then
    assertThat(claim()).isInstanceOf(InProgress.class);
  }

  @Test
  void aKeyIsFreeAgainAfterItsDay() {
    // Given
    Use use = use(Environment.LIVE);
    keys.claim(use, REQUEST, LONG, false);
    keys.complete(use, OUTCOME);
    JdbcClient.create(database.owner())
        .sql("UPDATE idempotency_key SET expires_at = now() - interval '1 second'")
        .update();
    // When
    IdempotencyClaim claim = keys.claim(use(Environment.LIVE), OTHER_REQUEST, LONG, false);
    // Then
    assertThat(claim).isInstanceOf(Claimed.class);
  }

  @Test
  void removesKeysWhoseTimeIsOverAndNoOthers() {
    // Given
    keys.removeExpired();
    keys.claim(use(Environment.LIVE), REQUEST, LONG, false);
    keys.claim(use(Environment.TEST), REQUEST, LONG, false);
    JdbcClient.create(database.owner())
        .sql(
            "UPDATE idempotency_key SET expires_at = now() - interval '1 second'"
                + " WHERE environment = 'test' AND account_id = :account")
        .param("account", account.value())
        .update();
    // When
    int removed = keys.removeExpired();
    // Then
    assertThat(removed).isEqualTo(1);
    assertThat(claim()).isInstanceOf(InProgress.class);
  }

  private IdempotencyClaim claim() {
    return keys.claim(use(Environment.LIVE), REQUEST, LONG, false);
  }

  private Use use(Environment environment) {
    return new Use(account, environment, "order-17", CallId.next());
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
