package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** An Idempotency-Key makes any number of requests one upstream call, one charge, one answer. */
class OnceOnlyIT {
  private static final int CALLERS = 32;
  private static final String KEY = "order-17";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    books = new Books(client);
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    stub.answers(Search.ANSWER);
    stub.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @Test
  void manyAtOnceAreOneCallAndOneCharge() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    List<Reply> replies = Crowd.of(CALLERS, caller -> repeat(KEY));
    // Then
    assertThat(replies)
        .allMatch(
            reply -> reply.status() == 200 || reply.errorCode().equals("idempotency_in_progress"));
    assertThat(replies.stream().filter(reply -> reply.status() == 200).map(Reply::text).distinct())
        .hasSize(1);
    requireOnePaidCall("0.992");
  }

  @Test
  void whoeverComesWhileTheCallRunsIsToldSo() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    CountDownLatch refused = new CountDownLatch(CALLERS - 1);
    stub.answers(request -> {
      awaitUninterrupted(refused);
      return Search.ANSWER;
    });
    // When
    List<Reply> replies =
        Crowd.of(
            CALLERS,
            caller -> {
              Reply reply = repeat(KEY);
              refused.countDown();
              return reply;
            });
    // Then
    assertThat(replies).filteredOn(Search::paid).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> !Search.paid(reply))
        .allSatisfy(reply -> {
          assertThat(reply.status()).isEqualTo(409);
          assertThat(reply.errorCode()).isEqualTo("idempotency_in_progress");
          assertThat(reply.json().at("/billing/credits_charged").intValue()).isZero();
        });
    requireOnePaidCall("0.992");
  }

  @Test
  void theAnswerIsTheSameToTheByteEverAfter() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    Reply first = repeat(KEY);
    stub.answers(Answer.json(200, "{\"query\":\"another\",\"results\":[]}"));
    // When
    Reply again = repeat(KEY);
    // Then
    assertThat(Search.paid(first)).as(first.text()).isTrue();
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.status()).isEqualTo(200);
    requireOnePaidCall("0.992");
  }

  @Test
  void anotherRequestUnderTheKeyIsRefused() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    repeat(KEY);
    // When
    Reply other =
        client.execute(
            account.live(),
            "tavily",
            "search",
            "{\"query\":\"dromedary\"}",
            Map.of("Idempotency-Key", KEY));
    // Then
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.errorCode()).isEqualTo("idempotency_mismatch");
    requireOnePaidCall("0.992");
  }

  @Test
  void anErrorOfTheProviderIsTheAnswerEverAfter() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Answer.json(500, "{\"detail\":\"down\"}"));
    Reply first = repeat(KEY);
    stub.answers(Search.ANSWER);
    // When
    Reply again = repeat(KEY);
    // Then
    assertThat(first.errorCode()).isEqualTo("provider_error");
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(stub.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo("1");
  }

  @Test
  void aRefusalBeforeAnythingWasSentIsNotRemembered() {
    // Given
    Reply refused = repeat(KEY);
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply served = repeat(KEY);
    // Then
    assertThat(refused.status()).isEqualTo(402);
    assertThat(Search.paid(served)).as(served.text()).isTrue();
    requireOnePaidCall("0.992");
  }

  @Test
  void theSameKeyOfTwoAccountsIsTwoRequests() {
    // Given
    TestAccount stranger = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    client.topUp(stranger.id(), "1", "invoice-1");
    // When
    Reply mine = repeat(KEY);
    Reply theirs = Search.callOnce(client, stranger.live(), KEY);
    // Then
    assertThat(theirs.json().path("id")).isNotEqualTo(mine.json().path("id"));
    assertThat(Search.paid(theirs)).as(theirs.text()).isTrue();
    assertThat(stub.requests()).hasSize(2);
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
    assertThat(books.balance(stranger)).isEqualByComparingTo("0.992");
  }

  @Test
  void theSameKeyInTheSandboxIsAnotherRequest() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply live = repeat(KEY);
    Reply test = Search.callOnce(client, account.test(), KEY);
    // Then
    assertThat(test.status()).as(test.text()).isEqualTo(200);
    assertThat(test.json().path("id")).isNotEqualTo(live.json().path("id"));
    requireOnePaidCall("0.992");
  }

  private Reply repeat(String idempotencyKey) {
    return Search.callOnce(client, account.live(), idempotencyKey);
  }

  private void requireOnePaidCall(String left) {
    assertThat(stub.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo(left);
    assertThat(books.usage(account.live()))
        .filteredOn(row -> row.path("outcome").asString().equals("captured"))
        .hasSize(1);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
