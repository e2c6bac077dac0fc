package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * A call for which no connection becomes free was never sent: it says so, costs nothing, keeps no
 * idempotency key, and tells nothing about the provider.
 */
class ConnectionLimitIT {
  private static final int REFUSALS = 3;

  @TempDir private Path routes;

  private final CountDownLatch slowAnswer = new CountDownLatch(1);
  private TestDatabase database;
  private ProviderStub stub;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(request -> {
      waitFor(slowAnswer);
      return Search.ANSWER;
    });
  }

  @AfterEach
  void stop() {
    slowAnswer.countDown();
    stub.close();
    database.close();
  }

  @Test
  void aCallThatGetsNoConnectionIsRefusedUnsent() throws Exception {
    refusesWhileTheOneConnectionIsTaken(Map.of("toolroute.upstream.queue-timeout", "200ms"));
  }

  @Test
  void aCallWhoseDeadlineComesWhileItWaitsForAConnectionIsRefusedUnsent() throws Exception {
    refusesWhileTheOneConnectionIsTaken(
        Map.of(
            "toolroute.upstream.queue-timeout",
            "1m",
            "toolroute.routes",
            ChangedRoutes.with(routes, "tavily", "timeout: 45s", "timeout: 2s").toString()));
  }

  private void refusesWhileTheOneConnectionIsTaken(Map<String, String> settings) throws Exception {
    try (TestGateway gateway = gateway(settings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GatewayClient client = gateway.client();
      Books books = new Books(client);
      client.shareKey("tavily", Search.SHARED_KEY);
      client.shareKey("openai", "sk-proj-shared-0123456789abcdef");
      TestAccount slow = account(client);
      TestAccount account = account(client);
      // Given
      Future<Reply> served = threads.submit(() -> embed(client, slow));
      await().until(() -> stub.requests().size() == 1);
      // When
      for (int refusal = 0; refusal < REFUSALS; refusal++) {
        Reply refused = Search.callOnce(client, account.live(), "once");
        requireUnsent(refused);
      }
      slowAnswer.countDown();
      // Then
      assertThat(served.get().status()).as(served.get().text()).isEqualTo(200);
      assertThat(books.openHolds()).isZero();
      assertThat(books.balance(account)).isEqualByComparingTo("1");
      Reply repeated = Search.callOnce(client, account.live(), "once");
      assertThat(Search.paid(repeated)).as(repeated.text()).isTrue();
      assertThat(stub.requests()).hasSize(2);
    }
  }

  private TestGateway gateway(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("toolroute.upstream.connections", "1");
    all.put("toolroute.breaker.window", "4");
    all.put("toolroute.breaker.minimum-calls", "2");
    all.put("toolroute.breaker.open-for", "10m");
    return TestGateway.start(database, stub, TestGateway.newHome(), all);
  }

  private static TestAccount account(GatewayClient client) {
    TestAccount account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    return account;
  }

  private static Reply embed(GatewayClient client, TestAccount account) {
    return client.execute(
        account.live(),
        "openai",
        "embeddings",
        "{\"model\":\"text-embedding-3-small\",\"input\":\"camel\"}");
  }

  private static void requireUnsent(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.errorCode()).isEqualTo("provider_unavailable");
    assertThat(reply.json().at("/error/limit").asString()).isEqualTo("upstream_connections");
    assertThat(reply.json().at("/error/message").asString()).contains("nothing was sent");
    assertThat(reply.headers()).containsEntry("retry-after", "1");
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
