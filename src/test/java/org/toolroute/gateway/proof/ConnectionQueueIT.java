package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** A call that gets no connection has reached nobody. */
@Timeout(60)
class ConnectionQueueIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "toolroute.upstream.connections-per-host", "1",
                "toolroute.upstream.queue-timeout", "200ms"));
    client = gateway.client();
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void whoeverGetsNoConnectionPaysNothingAndMayTryAgain() throws InterruptedException {
    // Given
    TestAccount first = paying();
    TestAccount second = paying();
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(request -> {
      awaitUninterrupted(answer);
      return Search.ANSWER;
    });
    Thread holder = Thread.startVirtualThread(() -> Search.call(client, first.live()));
    await().until(() -> stub.requests().size() == 1);
    // When
    Reply refused = Search.callOnce(client, second.live(), "order-17");
    answer.countDown();
    holder.join();
    Reply repeated = Search.callOnce(client, second.live(), "order-17");
    // Then
    assertThat(refused.errorCode()).as(refused.text()).isEqualTo("provider_unavailable");
    assertThat(refused.json().at("/billing/credits_charged").decimalValue()).isZero();
    assertThat(Search.paid(repeated)).as(repeated.text()).isTrue();
    assertThat(stub.requests()).hasSize(2);
  }

  private static TestAccount paying() {
    TestAccount account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    return account;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
