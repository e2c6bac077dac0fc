package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.proof.Books;

/** A name that an account gives its request stands for one call, whichever doors it is sent to. */
class OneNameManyDoorsIT {
  @AutoClose private static final RunningGateway running = RunningGateway.start();
  private static final ProviderStub provider = running.stub();
  private static final GatewayClient client = running.client();
  private static final Books books = new Books(client);
  private static final List<Door> doors = Door.all(client);

  private TestAccount account;

  /** Two doors in turn at which a name means the same. */
  record Pair(Door first, Door second) {
    @Override
    public String toString() {
      return first.name() + " then " + second.name();
    }
  }

  @BeforeAll
  static void start() {
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    provider.answers(Scene.FOUND);
    provider.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  static Stream<Pair> pairs() {
    List<Door> named = Door.all(client).stream().filter(Door::sharesNames).toList();
    return named.stream()
        .flatMap(first ->
            named.stream()
                .filter(second -> !second.equals(first))
                .map(second -> new Pair(first, second)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneRequestOverTwoDoorsIsOneCallAndOneCharge(Pair pair) {
    // When
    Outcome first = pair.first().call(account.live(), Call.SEARCH.once("order-1"));
    Outcome second = pair.second().call(account.live(), Call.SEARCH.once("order-1"));
    // Then
    assertThat(first.served()).isTrue();
    isTheSame(second, first);
    assertThat(provider.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
    assertThat(books.usage(account.live()))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.path("id").asString()).isEqualTo(first.callId());
          assertThat(row.path("protocol").asString()).isEqualTo(pair.first().protocol());
        });
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aFailureOverOneDoorIsToldOverTheOtherAndNotTriedAgain(Pair pair) {
    // Given
    provider.answers(Answer.json(500, "{\"detail\":{\"error\":\"down\"}}"));
    Outcome first = pair.first().call(account.live(), Call.SEARCH.once("order-1"));
    provider.answers(Scene.FOUND);
    // When
    Outcome second = pair.second().call(account.live(), Call.SEARCH.once("order-1"));
    // Then
    assertThat(second.code()).isEqualTo("provider_error");
    isTheSame(second, first);
    assertThat(provider.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anotherRequestUnderTheNameIsRefusedOverTheOtherDoor(Pair pair) {
    // Given
    pair.first().call(account.live(), Call.SEARCH.once("order-1"));
    // When
    Outcome other =
        pair.second()
            .call(account.live(), Call.SEARCH.with("{\"query\":\"llama\"}").once("order-1"));
    // Then
    assertThat(other.code()).isEqualTo("idempotency_mismatch");
    assertThat(provider.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aRequestThatStillRunsOverOneDoorIsNotSentOverTheOther(Pair pair) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    provider.answers(request -> {
      return isReleased(released) ? Scene.FOUND : Answer.json(504, "{}");
    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Given
      Future<Outcome> first =
          threads.submit(() -> pair.first().call(account.live(), Call.SEARCH.once("order-1")));
      await().until(() -> provider.requests().size() == 1);
      // When
      Outcome second = pair.second().call(account.live(), Call.SEARCH.once("order-1"));
      released.countDown();
      // Then
      assertThat(second.code()).isEqualTo("idempotency_in_progress");
      assertThat(first.get().served()).isTrue();
      assertThat(provider.requests()).hasSize(1);
    }
  }

  @Test
  void aNameIsTheAccountsOwn() {
    // Given
    TestAccount other = client.newAccount();
    client.topUp(other.id(), "1", "invoice-1");
    // When
    Outcome first = doors.get(0).call(account.live(), Call.SEARCH.once("order-1"));
    Outcome second = doors.get(1).call(other.live(), Call.SEARCH.once("order-1"));
    // Then
    assertThat(second.served()).isTrue();
    assertThat(second.callId()).isNotEqualTo(first.callId());
    assertThat(provider.requests()).hasSize(2);
  }

  /** The name of such a request is that of a list of calls, so it names none of them alone. */
  @Test
  void aNameOfFunctionCallsIsNotThatOfACall() {
    // When
    List<Outcome> outcomes =
        doors.stream().map(door -> door.call(account.live(), Call.SEARCH.once("order-1"))).toList();
    // Then
    assertThat(outcomes).allMatch(Outcome::served);
    assertThat(outcomes.stream().map(Outcome::callId).distinct()).hasSize(2);
    assertThat(provider.requests()).hasSize(2);
    assertThat(books.balance(account)).isEqualByComparingTo("0.984");
  }

  private static void isTheSame(Outcome repeated, Outcome first) {
    assertThat(repeated.callId()).isEqualTo(first.callId()).isNotEmpty();
    assertThat(repeated.result()).isEqualTo(first.result());
    assertThat(repeated.error()).isEqualTo(first.error());
    assertThat(repeated.billing()).isEqualTo(first.billing());
  }

  /** Not for ever: a call that should not have been sent must fail the test, not hold it up. */
  private static boolean isReleased(CountDownLatch released) {
    try {
      return released.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
