package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** Whose key was revoked, or whose account was frozen, hears nothing more on streams either. */
class RevokedStreamsIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayProcess elsewhere;
  private static GatewayClient client;
  private static A2aClient a2a;

  private CountDownLatch released = new CountDownLatch(1);
  private TestAccount account;
  private String sibling = "";

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    Path home = TestGateway.newHome();
    gateway = TestGateway.start(database, stub, home, Map.of());
    elsewhere = GatewayProcess.start(database, stub, home, Map.of());
    client = gateway.client();
    client.shareKey("tavily", A2aClient.SHARED_KEY);
    a2a = new A2aClient(client);
  }

  @AfterAll
  static void stop() {
    elsewhere.close();
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    sibling = client.newKey(account.id(), "live").path("key").asString();
    released = new CountDownLatch(1);
    CountDownLatch latch = released;
    stub.answers(_ -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return A2aClient.ANSWER;
    });
  }

  @AfterEach
  void letGo() {
    released.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSubscriberWhoseKeyIsRevokedHearsNoResult(boolean onAnotherGateway) {
    // Given
    released.countDown();
    String task = prose().path("id").asString();
    int port = onAnotherGateway ? elsewhere.client().port() : client.port();
    try (EventReader revoked = subscribe(port, account.live(), task);
        EventReader other = subscribe(port, sibling, task)) {
      await().until(() -> !revoked.events().isEmpty() && !other.events().isEmpty());
      // When
      revoke();
      if (onAnotherGateway) {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
      }
      a2a.call(sibling, "SendMessage", A2aClient.followUp(task, A2aClient.SEARCH));
      // Then
      await().atMost(AT_ONCE).until(() -> revoked.isOver() && other.isOver());
      assertThat(revoked.results()).containsExactly("task");
      assertThat(revoked.text()).contains("invalid_api_key").doesNotContain("artifact");
      assertThat(other.results()).endsWith("artifactUpdate", "statusUpdate");
    }
  }

  @Test
  void anIdleStreamEndsWithItsKey() {
    String task = prose().path("id").asString();
    try (EventReader stream = subscribe(client.port(), account.live(), task)) {
      await().until(() -> !stream.events().isEmpty());
      // When
      revoke();
      // Then
      await().atMost(AT_ONCE).until(stream::isOver);
      assertThat(stream.text()).contains("invalid_api_key");
    }
  }

  @Test
  void aStreamedCallEndsForItsRevokedKeyAndIsSettled() {
    try (EventReader stream =
        EventReader.open(
            client.port(),
            account.live(),
            "SendStreamingMessage",
            A2aClient.message(A2aClient.newId(), A2aClient.SEARCH))) {
      await().until(() -> !stream.events().isEmpty());
      String task = stream.events().getFirst().at("/task/id").asString();
      // When
      revoke();
      released.countDown();
      // Then
      await().atMost(AT_ONCE).until(stream::isOver);
      assertThat(stream.text()).contains("invalid_api_key").doesNotContain("artifact");
      await().until(() -> A2aClient.state(a2a.get(sibling, task)).endsWith("COMPLETED"));
    }
  }

  @Test
  void whoWaitsForAnothersCallUnderARevokedKeyIsNotTold() {
    // Given
    String params = A2aClient.message(A2aClient.newId(), A2aClient.SEARCH);
    try (EventReader first =
        EventReader.open(client.port(), sibling, "SendStreamingMessage", params)) {
      await().until(() -> !first.events().isEmpty());
      CompletableFuture<Reply> waiting =
          CompletableFuture.supplyAsync(
              () -> a2a.call(account.live(), "SendMessage", params),
              task -> Thread.ofVirtual().start(task));
      await().pollDelay(Duration.ofMillis(300)).until(() -> !waiting.isDone());
      // When
      revoke();
      // Then
      assertThat(waiting.orTimeout(3, TimeUnit.SECONDS).join().status()).isEqualTo(401);
    }
  }

  @Test
  void aFrozenAccountsStreamsEndAndItOpensNoNewOnes() {
    String task = prose().path("id").asString();
    try (EventReader stream = subscribe(client.port(), account.live(), task)) {
      await().until(() -> !stream.events().isEmpty());
      // When
      client.admin("POST", "/admin/v1/accounts/" + account.id() + "/freeze", "");
      // Then
      await().atMost(AT_ONCE).until(stream::isOver);
      assertThat(stream.text()).contains("account_frozen");
      assertThat(a2a.call(account.live(), "SubscribeToTask", "{\"id\":\"" + task + "\"}").status())
          .isEqualTo(403);
      assertThat(A2aClient.state(a2a.get(account.live(), task)))
          .as("reading stays possible")
          .isEqualTo("TASK_STATE_INPUT_REQUIRED");
    }
  }

  private void revoke() {
    client.admin(
        "DELETE", "/admin/v1/accounts/" + account.id() + "/keys/" + account.liveKeyId(), "");
  }

  private JsonNode prose() {
    return A2aClient.task(
        a2a.call(sibling, "SendMessage", A2aClient.prose(A2aClient.newId(), "hello").toString()));
  }

  private static EventReader subscribe(int port, String key, String task) {
    return EventReader.open(port, key, "SubscribeToTask", "{\"id\":\"" + task + "\"}");
  }
}
