package org.toolroute.gateway.protocol.a2a;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.LockedBalance;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** A task can be canceled until its call sets out: then nothing is sent, and nothing is charged. */
@Timeout(120)
class CancelTaskIT {
  private static final Map<String, String> PATIENT =
      Map.of(
          "toolroute.ledger.lock-timeout", "30s",
          "toolroute.ledger.statement-timeout", "30s");

  private static TestDatabase database;
  private static RunningAgent agent;
  private static GatewayProcess neighbour;
  private static A2aClient a2a;

  private TestAccount account;

  /** Two gateways on one database. */
  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    ProviderStub stub = ProviderStub.start();
    Path home = TestGateway.newHome();
    TestGateway gateway = TestGateway.start(database, stub, home, PATIENT);
    agent = new RunningAgent(new RunningGateway(database, stub, gateway));
    neighbour = GatewayProcess.start(database, stub, home, PATIENT);
    agent.client().shareKey("tavily", A2aClient.SHARED_KEY);
    a2a = agent.a2a();
  }

  @AfterAll
  static void stop() {
    neighbour.close();
    agent.close();
  }

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @Test
  void aTaskWhoseCallWaitsIsCanceledAndFree() throws SQLException {
    // Given
    String id;
    Reply canceled;
    try (LockedBalance locked = LockedBalance.of(database, account.id())) {
      id = A2aClient.task(begin()).path("id").asString();
      locked.awaitWaiter();
      // When
      canceled = cancel(a2a, id);
    }
    // Then
    assertThat(A2aClient.state(canceled.json().path("result"))).isEqualTo("TASK_STATE_CANCELED");
    requireReleased();
    assertThat(A2aClient.state(a2a.get(account.live(), id))).isEqualTo("TASK_STATE_CANCELED");
    assertThat(A2aClient.errorCode(cancel(a2a, id))).isEqualTo(-32002);
  }

  @Test
  void itIsCanceledOnAnyNode() throws SQLException {
    // Given
    Reply canceled;
    try (LockedBalance locked = LockedBalance.of(database, account.id())) {
      String id = A2aClient.task(begin()).path("id").asString();
      locked.awaitWaiter();
      // When
      canceled = cancel(new A2aClient(neighbour.client()), id);
    }
    // Then
    assertThat(A2aClient.state(canceled.json().path("result"))).isEqualTo("TASK_STATE_CANCELED");
    requireReleased();
  }

  @Test
  void whoeverWaitsForTheTaskIsToldThatItWasCanceled() throws SQLException {
    // Given
    String message = A2aClient.message(A2aClient.newId(), A2aClient.SEARCH);
    CompletableFuture<Reply> sender;
    try (LockedBalance locked = LockedBalance.of(database, account.id());
        EventReader stream = watch(message)) {
      locked.awaitWaiter();
      String id = stream.events().getFirst().at("/task/id").asString();
      sender =
          CompletableFuture.supplyAsync(() -> a2a.call(account.live(), "SendMessage", message));
      // When
      cancel(a2a, id);
      // Then
      await().until(stream::isOver);
      JsonNode end = stream.events().getLast().path("statusUpdate");
      assertThat(A2aClient.state(end)).isEqualTo("TASK_STATE_CANCELED");
    }
    assertThat(A2aClient.state(A2aClient.task(sender.join()))).isEqualTo("TASK_STATE_CANCELED");
    requireReleased();
  }

  @Test
  void theSenderItselfIsToldThatItWasCanceled() throws SQLException {
    // Given
    CompletableFuture<Reply> sender;
    try (LockedBalance locked = LockedBalance.of(database, account.id())) {
      String message = A2aClient.message(A2aClient.newId(), A2aClient.SEARCH);
      sender =
          CompletableFuture.supplyAsync(() -> a2a.call(account.live(), "SendMessage", message));
      locked.awaitWaiter();
      JsonNode tasks = a2a.call(account.live(), "ListTasks", "{}").json().at("/result/tasks");
      // When
      cancel(a2a, tasks.path(0).path("id").asString());
    }
    // Then
    assertThat(A2aClient.state(A2aClient.task(sender.join()))).isEqualTo("TASK_STATE_CANCELED");
    requireReleased();
  }

  @Test
  void whatASenderLeavesBehindIsNotCanceled() throws SQLException, IOException {
    // Given
    byte[] body =
        A2aClient.rpc("SendMessage", A2aClient.message(A2aClient.newId(), A2aClient.SEARCH))
            .getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nA2A-Version: 1.0\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(A2aClient.RPC, account.live(), body.length);
    // When
    try (LockedBalance locked = LockedBalance.of(database, account.id())) {
      try (Socket sender = new Socket(InetAddress.getLoopbackAddress(), agent.client().port())) {
        sender.getOutputStream().write(head.getBytes(UTF_8));
        sender.getOutputStream().write(body);
        locked.awaitWaiter();
      }
    }
    // Then
    await().untilAsserted(() -> assertThat(bill()).containsExactly("captured  0.008"));
    assertThat(agent.balance(account)).isEqualTo("0.992");
  }

  /** Whichever comes first, what the task says is what was sent and what is charged. */
  @RepeatedTest(20)
  void cancelingRacesWithSettingOut() {
    // Given
    String id = A2aClient.task(begin()).path("id").asString();
    // When
    Reply reply = cancel(a2a, id);
    // Then
    boolean canceled = A2aClient.errorCode(reply) == 0;
    await()
        .untilAsserted(() ->
            assertThat(bill())
                .containsExactly(canceled ? "released canceled 0" : "captured  0.008"));
    assertThat(agent.stub().requests()).hasSize(canceled ? 0 : 1);
    assertThat(agent.balance(account)).isEqualTo(canceled ? "1" : "0.992");
    await()
        .until(() ->
            A2aClient.state(a2a.get(account.live(), id))
                .equals(canceled ? "TASK_STATE_CANCELED" : "TASK_STATE_COMPLETED"));
  }

  private void requireReleased() {
    await().untilAsserted(() -> assertThat(bill()).containsExactly("released canceled 0"));
    assertThat(agent.stub().requests()).isEmpty();
    assertThat(agent.balance(account)).isEqualTo("1");
    JsonNode audit = agent.client().admin("GET", "/admin/v1/ledger/audit", "").json();
    assertThat(audit.path("ok").booleanValue()).isTrue();
    assertThat(audit.path("open_holds").intValue()).isZero();
  }

  /** Outcome, error and charge of each call. */
  private List<String> bill() {
    return agent
        .client()
        .get("/api/v1/usage", account.live())
        .json()
        .path("data")
        .valueStream()
        .map(row ->
            row.path("outcome").asString("")
                + " "
                + row.path("error").asString("")
                + " "
                + row.path("credits_charged"))
        .toList();
  }

  private Reply begin() {
    String params =
        A2aClient.message(A2aClient.newId(), A2aClient.SEARCH)
            .replaceFirst("\\{", "{\"configuration\":{\"returnImmediately\":true},");
    return a2a.call(account.live(), "SendMessage", params);
  }

  private EventReader watch(String message) {
    return EventReader.open(agent.client().port(), account.live(), "SendStreamingMessage", message);
  }

  private Reply cancel(A2aClient door, String id) {
    return door.call(account.live(), "CancelTask", "{\"id\":\"" + id + "\"}");
  }
}
