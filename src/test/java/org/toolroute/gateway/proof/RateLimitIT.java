package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * One key gets no more than its share, nor do all keys of an account: the request at the limit
 * runs, the next one is told when.
 */
class RateLimitIT {
  private static final String INPUT = "{\"libraryName\":\"camel\",\"query\":\"routes\"}";

  private TestDatabase database;
  private ProviderStub stub;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
  }

  @AfterEach
  void stop() {
    stub.close();
    database.close();
  }

  @Test
  void oneMoreThanTheRequestsOfAMinuteIsRefusedAndOtherKeysAreNot() {
    try (TestGateway gateway = gateway("requests-per-minute", 2)) {
      GatewayClient client = gateway.client();
      TestAccount account = client.newAccount();
      // When
      List<Reply> replies = List.of(call(client, account), call(client, account));
      Reply refused = call(client, account);
      Reply others = call(client, client.newAccount());
      // Then
      assertThat(replies).extracting(Reply::status).containsOnly(200);
      isRateLimited(refused, "requests_per_minute");
      assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 30);
      assertThat(others.status()).isEqualTo(200);
      assertThat(stub.requests()).hasSize(3);
    }
  }

  @Test
  void oneMoreThanTheConcurrentRequestsIsRefusedAndOneAfterThemRuns() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    stub.answers(request -> {
      waitFor(answered);
      return Answer.json(200, "{}");
    });
    try (TestGateway gateway = gateway("concurrent-requests", 2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GatewayClient client = gateway.client();
      TestAccount account = client.newAccount();
      // Given
      Future<Reply> first = threads.submit(() -> call(client, account));
      Future<Reply> second = threads.submit(() -> call(client, account));
      await().until(() -> stub.requests().size() == 2);
      // When
      Reply refused = call(client, account);
      answered.countDown();
      // Then
      isRateLimited(refused, "concurrent_requests");
      assertThat(refused.headers().get("retry-after")).isEqualTo("1");
      assertThat(first.get().status()).isEqualTo(200);
      assertThat(second.get().status()).isEqualTo(200);
      await().until(() -> call(client, account).status() == 200);
    }
  }

  @Test
  void keysOfOneAccountShareItsConcurrentRequestsAndOtherAccountsHaveTheirOwn() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    stub.answers(request -> {
      waitFor(answered);
      return Answer.json(200, "{}");
    });
    try (TestGateway gateway = gateway("concurrent-requests-per-account", 2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GatewayClient client = gateway.client();
      TestAccount account = client.newAccount();
      String second = client.newKey(account.id(), "live").path("key").asString();
      String third = client.newKey(account.id(), "live").path("key").asString();
      // Given
      Future<Reply> one = threads.submit(() -> call(client, account.live()));
      Future<Reply> two = threads.submit(() -> call(client, second));
      await().until(() -> stub.requests().size() == 2);
      // When
      Reply refused = call(client, third);
      Future<Reply> others = threads.submit(() -> call(client, client.newAccount()));
      await().until(() -> stub.requests().size() == 3);
      Reply rehearsed = call(client, account.test());
      answered.countDown();
      // Then
      isRateLimited(refused, "concurrent_requests_per_account");
      assertThat(refused.headers().get("retry-after")).isEqualTo("1");
      assertThat(rehearsed.status()).isEqualTo(200);
      assertThat(one.get().status()).isEqualTo(200);
      assertThat(two.get().status()).isEqualTo(200);
      assertThat(others.get().status()).isEqualTo(200);
      await().until(() -> call(client, third).status() == 200);
    }
  }

  private TestGateway gateway(String limit, int value) {
    return TestGateway.start(
        database,
        stub,
        TestGateway.newHome(),
        Map.of("toolroute.limits." + limit, String.valueOf(value)));
  }

  private static Reply call(GatewayClient client, TestAccount account) {
    return call(client, account.live());
  }

  private static Reply call(GatewayClient client, String key) {
    return client.execute(key, "context7", "search_library", INPUT);
  }

  private static void isRateLimited(Reply reply, String limit) {
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.errorCode()).isEqualTo("rate_limited");
    assertThat(reply.json().at("/error/limit").asString()).isEqualTo(limit);
    assertThat(reply.json().at("/billing/credits_charged").intValue()).isZero();
    assertThat(reply.headers().get("retry-after"))
        .isEqualTo(reply.json().at("/error/retry_after").asString());
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
