package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** A call costs what it cost when its credits were held, whatever the price is when it ends. */
class PinnedPriceIT {
  @TempDir Path routes;

  @Test
  void aPriceThatChangesDuringACallIsForTheNextCall() {
    Path home = TestGateway.newHome();
    Path dearer = ChangedRoutes.with(routes, "tavily", "{basic: 0.008,", "{basic: 0.016,");
    try (TestDatabase database = TestDatabase.create();
        ProviderStub stub = ProviderStub.start();
        TestGateway old = TestGateway.start(database, stub, home, Map.of());
        GatewayProcess next =
            GatewayProcess.start(
                database, stub, home, Map.of("toolroute.routes", dearer.toString()))) {
      old.client().shareKey("tavily", Search.SHARED_KEY);
      TestAccount account = old.client().newAccount();
      old.client().topUp(account.id(), "1", "invoice-1");
      // Given a call that is under way at the old price
      CountDownLatch changed = new CountDownLatch(1);
      stub.answers(request -> {
        awaitUninterrupted(changed);
        return Search.ANSWER;
      });
      CompletableFuture<Reply> running =
          CompletableFuture.supplyAsync(() -> Search.call(old.client(), account.live()));
      await().until(() -> !stub.requests().isEmpty());
      stub.answers(Search.ANSWER);
      // When the next call has the new price, and ends first
      Reply second = Search.call(next.client(), account.live());
      changed.countDown();
      Reply first = running.join();
      // Then
      assertThat(Search.paid(first)).as(first.text()).isTrue();
      assertThat(second.json().at("/billing/credits_charged").decimalValue())
          .isEqualByComparingTo("0.016");
      Books books = new Books(next.client());
      assertThat(books.balance(account)).isEqualByComparingTo("0.976");
      assertThat(books.audit().path("ok").booleanValue()).isTrue();
      requireTwoVersions(books.usage(account.live()));
    }
  }

  private static void requireTwoVersions(List<JsonNode> rows) {
    assertThat(rows).extracting(row -> row.path("outcome").asString()).containsOnly("captured");
    assertThat(rows).extracting(row -> row.path("price_version").asString()).hasSize(2);
    assertThat(rows)
        .extracting(row -> row.path("price_version").asString())
        .doesNotHaveDuplicates();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
