package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Deleted and replaced mean at once on the node that did it, within a second on every other. */
class ByokNodesIT {
  private static final Duration PROMISE = Duration.ofSeconds(1);

  private final TestDatabase testDatabase = TestDatabase.create();
  private final ByokNode here = new ByokNode(testDatabase);
  private final ByokNode there = new ByokNode(testDatabase);
  private AccountId account;

  @BeforeEach
  void openAccount() {
    account = here.openAccount();
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    testDatabase.close();
  }

  @Test
  void everyChangeHoldsHereAtOnceAndThereWithinASecond(TestReporter reporter) {
    // Given
    List<Duration> delays = new ArrayList<>();
    assertThat(there.keyOf(account, OPENAI)).isEmpty();
    for (int round = 0; round < 15; round++) {

      // When
      Registration first = here.register(account, OPENAI, "sk-first");
      assertThat(here.keyOf(account, OPENAI)).contains("sk-first");
      delays.add(timeUntil(() -> there.keyOf(account, OPENAI).equals(Optional.of("sk-first"))));
      Registration second = here.register(account, OPENAI, "sk-second");
      assertThat(here.keyOf(account, OPENAI)).contains("sk-second");
      delays.add(timeUntil(() -> there.keyOf(account, OPENAI).equals(Optional.of("sk-second"))));
      here.registrations.delete(account, Environment.LIVE, second.id());
      assertThat(here.keyOf(account, OPENAI)).isEmpty();
      delays.add(timeUntil(() -> there.keyOf(account, OPENAI).isEmpty()));

      // Then
      String firstId = first.id().toString();
      String secondId = second.id().toString();
      timeUntil(() -> there.envelope.forgotten.containsAll(List.of(firstId, secondId)));
    }
    reporter.publishEntry("longest change", Collections.max(delays).toString());
  }

  @Test
  void statusIsKnownThereWithinASecondAndTheKeyIsNotForgottenForIt() {
    // Given
    Registration registered = here.register(account, OPENAI, "sk-1");
    timeUntil(() -> there.keyOf(account, OPENAI).isPresent());
    int forgottenBefore = there.envelope.forgottenAll.get();

    // When
    here.registrations.markRejected(registered);

    // Then
    timeUntil(() ->
        there.registrations.active(account, Environment.LIVE, OPENAI).stream()
            .anyMatch(known -> known.status() == Registration.Status.REJECTED));
    assertThat(here.envelope.forgotten).doesNotContain(registered.id().toString());
    assertThat(there.envelope.forgotten).doesNotContain(registered.id().toString());
    assertThat(there.envelope.forgottenAll).hasValue(forgottenBefore);
  }

  @RepeatedTest(3)
  void deletionHoldsWithinASecondWhileTheListenerIsBeingKilled() {
    // Given
    Registration registered = here.register(account, OPENAI, "sk-1");
    timeUntil(() -> there.keyOf(account, OPENAI).isPresent());

    // When
    there.line.killBackend();
    here.registrations.delete(account, Environment.LIVE, registered.id());

    // Then
    timeUntil(() -> there.keyOf(account, OPENAI).isEmpty());
    await().until(there.feed::isCurrent);
    assertThat(there.keyOf(account, OPENAI)).isEmpty();
  }

  @Test
  void lossOfTheListenerForgetsEveryDataKey() {
    // Given
    int forgottenBefore = there.envelope.forgottenAll.get();

    // When
    there.line.cut();

    // Then
    await().atMost(PROMISE).until(() -> there.envelope.forgottenAll.get() > forgottenBefore);
  }

  @Test
  void changeOfAStrangeFormDropsEverythingInsteadOfEndingTheFeed() {
    // Given
    int forgottenBefore = there.envelope.forgottenAll.get();

    // When
    for (String subject : List.of("", "x", "a/b/c", "//", "1/live/openai/2")) {
      JdbcClient.create(here.pool)
          .sql("SELECT pg_notify('toolroute_change', :topic || :subject)")
          .param("topic", "registration_gone:")
          .param("subject", subject)
          .query((_, number) -> number)
          .list();
    }

    // Then
    await().atMost(PROMISE).until(() -> there.envelope.forgottenAll.get() >= forgottenBefore + 5);
    assertThat(there.feed.isCurrent()).isTrue();
  }

  @Test
  void withoutTheDatabaseNothingIsAnsweredFromMemory() {
    // Given
    here.register(account, OPENAI, "sk-1");
    timeUntil(() -> there.keyOf(account, OPENAI).isPresent());

    // When
    there.line.cut();
    await().atMost(PROMISE).until(() -> !there.feed.isCurrent());
    there.pool.close();

    // Then
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> there.keyOf(account, OPENAI));
    assertThat(failure.code()).isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
  }

  private static Duration timeUntil(Callable<Boolean> condition) {
    long start = System.nanoTime();
    await().atMost(PROMISE).pollInterval(Duration.ofMillis(2)).until(condition);
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
