package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;

/** Another account's task, or one of the other environment, is like one that never was. */
class ForeignTasksIT {
  // A stream on a task that is wrongly found ends by itself.
  @AutoClose
  private static final RunningAgent agent =
      RunningAgent.start(Map.of("toolroute.a2a.stream-limit", "1s"));

  private static final A2aClient a2a = agent.a2a();

  private TestAccount owner;
  private TestAccount stranger;

  /** Waits for input: whatever could be done to a task could be done to this one. */
  private String task = "";

  @BeforeEach
  void newTask() {
    owner = agent.newAccount();
    stranger = agent.newAccount();
    task =
        A2aClient.task(
                a2a.call(
                    owner.live(),
                    "SendMessage",
                    A2aClient.prose(A2aClient.newId(), "hello").toString()))
            .path("id")
            .asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetTask", "CancelTask", "SubscribeToTask"})
  void aForeignTaskIsLikeAMissingOne(String method) {
    // Given
    Reply missing = a2a.call(stranger.live(), method, idOf(A2aClient.newId()));
    // When
    Reply foreign = a2a.call(stranger.live(), method, idOf(task));
    Reply fromTheSandbox = a2a.call(owner.test(), method, idOf(task));
    // Then
    assertThat(A2aClient.errorCode(missing)).isEqualTo(-32001);
    assertThat(foreign.text()).isEqualTo(missing.text());
    assertThat(fromTheSandbox.text()).isEqualTo(missing.text());
    assertThat(foreign.status()).isEqualTo(missing.status());
    requireUntouched();
  }

  @Test
  void aForeignTaskTakesNoMessage() {
    // Given
    Reply missing = send(A2aClient.newId());
    // When
    Reply foreign = send(task);
    // Then
    assertThat(A2aClient.errorCode(missing)).isEqualTo(-32001);
    assertThat(foreign.text()).isEqualTo(missing.text());
    assertThat(agent.stub().requests()).isEmpty();
    requireUntouched();
  }

  @Test
  void overHttpTheyAreTheSameToo() {
    // Given
    Reply missing = a2a.rest("GET", "/tasks/" + A2aClient.newId(), stranger.live(), "");
    // When
    Reply foreign = a2a.rest("GET", "/tasks/" + task, stranger.live(), "");
    // Then
    assertThat(missing.status()).isEqualTo(404);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text()).isEqualTo(missing.text());
  }

  @Test
  void nobodyElseFindsItInAList() {
    // When
    Reply strangers = a2a.call(stranger.live(), "ListTasks", "{}");
    Reply sandbox = a2a.call(owner.test(), "ListTasks", "{}");
    Reply own = a2a.call(owner.live(), "ListTasks", "{}");
    // Then
    assertThat(strangers.json().at("/result/tasks")).isEmpty();
    assertThat(strangers.json().at("/result/totalSize").asInt(-1)).isZero();
    assertThat(sandbox.json().at("/result/tasks")).isEmpty();
    assertThat(own.json().at("/result/tasks")).hasSize(1);
  }

  @Test
  void anIdThatNoTaskCanHaveIsMissingToo() {
    // When
    Reply reply = a2a.call(owner.live(), "GetTask", idOf("../" + task));
    // Then
    assertThat(A2aClient.errorCode(reply)).isEqualTo(-32001);
  }

  private Reply send(String taskId) {
    return a2a.call(stranger.live(), "SendMessage", A2aClient.followUp(taskId, A2aClient.SEARCH));
  }

  private void requireUntouched() {
    assertThat(A2aClient.state(a2a.get(owner.live(), task))).isEqualTo("TASK_STATE_INPUT_REQUIRED");
  }

  private static String idOf(String id) {
    return "{\"id\":\"" + id + "\"}";
  }
}
