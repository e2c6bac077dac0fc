package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import tools.jackson.databind.JsonNode;

/** Calls that their callers do not wait for, and the streams that tell how they go on. */
class StreamsIT {
  @AutoClose
  private static final RunningAgent agent =
      RunningAgent.start(
          Map.of(
              "toolroute.a2a.keep-alive-every", "100ms",
              "toolroute.a2a.look-every", "100ms",
              "toolroute.limits.concurrent-requests", "4"));

  private static final A2aClient a2a = agent.a2a();

  /** The provider answers when the test lets it. */
  private CountDownLatch released = new CountDownLatch(1);

  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
    released = new CountDownLatch(1);
    CountDownLatch latch = released;
    agent
        .stub()
        .answers(_ -> {
          awaitUninterrupted(latch);
          return A2aClient.ANSWER;
        });
  }

  @AfterEach
  void letGo() {
    released.countDown();
  }

  @Test
  void aStreamTellsTheTaskItsResultAndItsEnd() {
    try (EventReader stream = openCall()) {
      // Given
      await().until(() -> stream.keepAlives() > 1);
      assertThat(stream.sorts()).containsExactly("task");
      // When
      released.countDown();
      // Then
      await().until(stream::isOver);
      assertThat(stream.sorts()).containsExactly("task", "artifactUpdate", "statusUpdate");
      assertThat(A2aClient.state(stream.events().get(0).path("task")))
          .isEqualTo("TASK_STATE_WORKING");
      JsonNode artifact = stream.events().get(1).at("/artifactUpdate/artifact/parts/0/data");
      assertThat(artifact.at("/billing/credits_charged").decimalValue().toPlainString())
          .isEqualTo("0.008");
      JsonNode end = stream.events().get(2).path("statusUpdate");
      assertThat(A2aClient.state(end)).isEqualTo("TASK_STATE_COMPLETED");
      assertThat(end.path("metadata").path(A2aClient.BILLING)).isEqualTo(artifact.path("billing"));
      assertThat(stream.header("x-accel-buffering")).isEqualTo("no");
      assertThat(stream.header("content-type")).startsWith("text/event-stream");
    }
  }

  @Test
  void aReaderWhoLeavesChangesNothing() {
    // Given
    EventReader stream = openCall();
    await().until(() -> agent.stub().requests().size() == 1);
    String task = stream.events().getFirst().at("/task/id").asString();
    // When
    stream.close();
    released.countDown();
    // Then
    await().until(() -> A2aClient.state(a2a.get(account.live(), task)).endsWith("COMPLETED"));
    assertThat(agent.balance(account)).isEqualTo("0.992");
  }

  @Test
  void returningAtOnceGivesARunningTaskThatEndsByItself() {
    // Given
    String params =
        A2aClient.message(A2aClient.newId(), A2aClient.SEARCH)
            .replaceFirst("\\{", "{\"configuration\":{\"returnImmediately\":true},");
    JsonNode running = A2aClient.task(a2a.call(account.live(), "SendMessage", params));
    String task = running.path("id").asString();
    await().until(() -> agent.stub().requests().size() == 1);
    // When
    JsonNode meanwhile = a2a.get(account.live(), task);
    released.countDown();
    // Then
    assertThat(A2aClient.state(running)).isEqualTo("TASK_STATE_WORKING");
    assertThat(meanwhile).isEqualTo(running);
    await().until(() -> A2aClient.state(a2a.get(account.live(), task)).endsWith("COMPLETED"));
    assertThat(agent.balance(account)).isEqualTo("0.992");
  }

  @Test
  void everySubscriberHearsTheSame() {
    try (EventReader first = openCall()) {
      // Given
      await().until(() -> !first.events().isEmpty());
      String id = "{\"id\":" + first.events().getFirst().at("/task/id") + "}";
      try (EventReader second =
          EventReader.open(agent.client().port(), account.live(), "SubscribeToTask", id)) {
        await().until(() -> !second.events().isEmpty());
        // When
        released.countDown();
        // Then
        await().until(() -> first.isOver() && second.isOver());
        assertThat(second.events()).isEqualTo(first.events());
      }
      assertThat(A2aClient.errorCode(a2a.call(account.live(), "SubscribeToTask", id)))
          .as("a task that is over")
          .isEqualTo(-32004);
    }
  }

  @Test
  void aSubscriberHearsOfTheFollowUp() {
    // Given
    JsonNode asked =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.prose(A2aClient.newId(), "hello").toString()));
    String id = asked.path("id").asString();
    try (EventReader stream =
        EventReader.open(
            agent.client().port(), account.live(), "SubscribeToTask", "{\"id\":\"" + id + "\"}")) {
      await().until(() -> !stream.events().isEmpty());
      // When
      released.countDown();
      a2a.call(account.live(), "SendMessage", A2aClient.followUp(id, A2aClient.SEARCH));
      // Then
      await().until(stream::isOver);
      assertThat(stream.sorts()).endsWith("artifactUpdate", "statusUpdate");
    }
  }

  @Test
  void aRepeatedStreamFollowsTheSameTask() {
    String params = A2aClient.message(A2aClient.newId(), A2aClient.SEARCH);
    int port = agent.client().port();
    try (EventReader one = EventReader.open(port, account.live(), "SendStreamingMessage", params);
        EventReader other =
            EventReader.open(port, account.live(), "SendStreamingMessage", params)) {
      // Given
      await().until(() -> !one.events().isEmpty() && !other.events().isEmpty());
      // When
      released.countDown();
      // Then
      await().until(() -> one.isOver() && other.isOver());
      assertThat(other.events()).isEqualTo(one.events());
      assertThat(agent.stub().requests()).hasSize(1);
      assertThat(agent.balance(account)).isEqualTo("0.992");
    }
  }

  @Test
  void aTaskThatIsOverOrWhoseCallWasSentCannotBeCanceled() {
    // Given
    JsonNode asked =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.prose(A2aClient.newId(), "hello").toString()));
    try (EventReader stream = openCall()) {
      await().until(() -> agent.stub().requests().size() == 1);
      String running = "{\"id\":" + stream.events().getFirst().at("/task/id") + "}";
      // When
      Reply canceled = a2a.call(account.live(), "CancelTask", "{\"id\":" + asked.path("id") + "}");
      Reply again = a2a.call(account.live(), "CancelTask", "{\"id\":" + asked.path("id") + "}");
      Reply late = a2a.call(account.live(), "CancelTask", running);
      // Then
      assertThat(A2aClient.state(canceled.json().path("result"))).isEqualTo("TASK_STATE_CANCELED");
      assertThat(A2aClient.errorCode(again)).isEqualTo(-32002);
      assertThat(A2aClient.errorCode(late)).isEqualTo(-32002);
      released.countDown();
      await().until(stream::isOver);
      assertThat(stream.sorts()).endsWith("statusUpdate");
      assertThat(agent.balance(account)).isEqualTo("0.992");
    }
  }

  @Test
  void aKeyHasOnlySoManyStreams() {
    // Given
    EventReader[] streams = {openCall(), openCall(), openCall(), openCall()};
    // When
    Reply refused =
        a2a.call(
            account.live(), "SendMessage", A2aClient.message(A2aClient.newId(), A2aClient.SEARCH));
    // Then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(A2aClient.reason(refused)).isEqualTo("RATE_LIMITED");
    assertThat(refused.headers()).containsKey("retry-after");
    released.countDown();
    for (EventReader stream : streams) {
      await().until(stream::isOver);
    }
    // The room is given back.
    assertThat(A2aClient.state(a2a.send(account.live(), A2aClient.SEARCH)))
        .isEqualTo("TASK_STATE_COMPLETED");
  }

  private EventReader openCall() {
    return EventReader.open(
        agent.client().port(),
        account.live(),
        "SendStreamingMessage",
        A2aClient.message(A2aClient.newId(), A2aClient.SEARCH));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
