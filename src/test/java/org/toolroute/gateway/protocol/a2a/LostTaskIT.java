package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** What becomes of the tasks of a gateway that dies, and of tasks that were kept long enough. */
class LostTaskIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayProcess other;
  private static A2aClient a2a;
  private static JdbcClient tables;

  private CountDownLatch released = new CountDownLatch(1);
  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    Path home = TestGateway.newHome();
    gateway = TestGateway.start(database, stub, home, Map.of());
    other = GatewayProcess.start(database, stub, home, Map.of());
    a2a = new A2aClient(gateway.client());
    tables = JdbcClient.create(database.owner());
    gateway.client().shareKey("tavily", A2aClient.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = gateway.client().newAccount();
    gateway.client().topUp(account.id(), "1", "invoice-1");
    released = new CountDownLatch(1);
    CountDownLatch latch = released;
    stub.forgetRequests();
    stub.answers(_ -> {
      awaitUninterrupted(latch);
      return A2aClient.ANSWER;
    });
  }

  @AfterEach
  void letGo() {
    released.countDown();
  }

  @Test
  void theTaskOfADeadGatewayFailsAtItsDeadlineAndIsNotSentAgain() {
    // Given
    A2aClient elsewhere = new A2aClient(other.client());
    String message = A2aClient.newId();
    JsonNode running =
        A2aClient.task(elsewhere.call(account.live(), "SendMessage", immediately(message)));
    String id = running.path("id").asString();
    await().until(() -> stub.requests().size() == 1);
    // When
    other.kill();
    JsonNode before = a2a.get(account.live(), id);
    endDeadlines();
    JsonNode after = a2a.get(account.live(), id);
    // Then
    assertThat(A2aClient.state(before)).isEqualTo("TASK_STATE_WORKING");
    assertThat(A2aClient.state(after)).isEqualTo("TASK_STATE_FAILED");
    assertThat(A2aClient.failure(after).at("/error/code").asString()).isEqualTo("outcome_unknown");
    assertThat(A2aClient.failure(after).at("/billing/credits_charged").asInt(-1)).isZero();
    assertThat(listed("TASK_STATE_FAILED")).isEqualTo(1);
    assertThat(listed("TASK_STATE_WORKING")).isZero();
  }

  @Test
  void aTaskThatIsOverStaysAsItIsWhenItsCallEndsLate() {
    // Given
    JsonNode running =
        A2aClient.task(a2a.call(account.live(), "SendMessage", immediately(A2aClient.newId())));
    String id = running.path("id").asString();
    await().until(() -> stub.requests().size() == 1);
    endDeadlines();
    JsonNode lost = a2a.get(account.live(), id);
    // When
    released.countDown();
    await().until(() -> balance().equals("0.992"));
    // Then
    assertThat(A2aClient.state(lost)).isEqualTo("TASK_STATE_FAILED");
    await().during(Duration.ofMillis(300)).until(() -> a2a.get(account.live(), id).equals(lost));
  }

  @Test
  void whetherALostMessageRunsAgainIsForItsIdempotencyKeyToSay() {
    // Given
    String message = A2aClient.newId();
    JsonNode lost = A2aClient.task(a2a.call(account.live(), "SendMessage", immediately(message)));
    await().until(() -> stub.requests().size() == 1);
    endDeadlines();
    // When
    JsonNode again =
        A2aClient.task(
            a2a.call(account.live(), "SendMessage", A2aClient.message(message, A2aClient.SEARCH)));
    // Then
    assertThat(again.path("id")).isNotEqualTo(lost.path("id"));
    assertThat(A2aClient.failure(again).at("/error/code").asString())
        .isEqualTo("idempotency_in_progress");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void tasksAreForgottenWhenTheyWereKeptLongEnough() {
    // Given
    released.countDown();
    String old = a2a.send(account.live(), A2aClient.SEARCH).path("id").asString();
    tables
        .sql(
            "UPDATE a2a_task SET expires_at = now() - interval '1 second' WHERE task_id = :id::uuid")
        .param("id", old)
        .update();
    String young = a2a.send(account.live(), A2aClient.SEARCH).path("id").asString();
    // When
    int removed = gateway.bean(TaskTable.class).removeExpired();
    // Then
    assertThat(removed).isPositive();
    assertThat(A2aClient.errorCode(a2a.call(account.live(), "GetTask", "{\"id\":\"" + old + "\"}")))
        .isEqualTo(-32001);
    assertThat(A2aClient.state(a2a.get(account.live(), young))).endsWith("COMPLETED");
  }

  private static String immediately(String message) {
    return A2aClient.message(message, A2aClient.SEARCH)
        .replaceFirst("\\{", "{\"configuration\":{\"returnImmediately\":true},");
  }

  /** As if the longest that a call may take had passed. */
  private static void endDeadlines() {
    tables.sql("UPDATE a2a_task SET deadline_at = now() - interval '1 second'").update();
  }

  private int listed(String state) {
    return a2a.call(account.live(), "ListTasks", "{\"status\":\"" + state + "\"}")
        .json()
        .at("/result/totalSize")
        .asInt(-1);
  }

  private String balance() {
    return gateway
        .client()
        .get("/api/v1/key", account.live())
        .json()
        .path("credits_remaining")
        .decimalValue()
        .stripTrailingZeros()
        .toPlainString();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
