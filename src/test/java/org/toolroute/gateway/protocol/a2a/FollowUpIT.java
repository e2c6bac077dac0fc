package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import tools.jackson.databind.JsonNode;

/** A task that waits for input goes on with the next message; no other does. */
class FollowUpIT {
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final A2aClient a2a = agent.a2a();

  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @Test
  void proseAsksForInputAndTheFollowUpCompletesTheTask() {
    // Given
    JsonNode asked =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.prose(A2aClient.newId(), "search for camels").toString()));
    // When
    JsonNode done =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.followUp(asked.path("id").asString(), A2aClient.SEARCH)));
    // Then
    assertThat(A2aClient.state(asked)).isEqualTo("TASK_STATE_INPUT_REQUIRED");
    assertThat(asked.at("/status/message/parts/0/text").asString())
        .contains("tool", "operation", "input");
    assertThat(done.path("id")).isEqualTo(asked.path("id"));
    assertThat(done.path("contextId")).isEqualTo(asked.path("contextId"));
    assertThat(A2aClient.state(done)).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(agent.stub().requests()).hasSize(1);
  }

  @Test
  void aFinishedTaskTakesNoMessage() {
    // Given
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            A2aClient.followUp(task.path("id").asString(), A2aClient.SEARCH));
    // Then
    assertThat(A2aClient.errorCode(reply)).isEqualTo(-32004);
    assertThat(agent.stub().requests()).hasSize(1);
  }

  @Test
  void aContextThatIsNotTheTasksIsRefused() {
    // Given
    JsonNode asked =
        A2aClient.task(
            a2a.call(account.live(), "SendMessage", A2aClient.prose("m", "hello").toString()));
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            A2aClient.followUp(asked.path("id").asString(), A2aClient.SEARCH)
                .replace("\"messageId\"", "\"contextId\":\"other\",\"messageId\""));
    // Then
    assertThat(A2aClient.errorCode(reply)).isEqualTo(-32602);
    assertThat(agent.stub().requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"JSONRPC,camel", "JSONRPC,dromedary", "HTTP+JSON,camel", "0.3,camel"})
  void aMessageThatHasATaskGoesOnWithNoOther(String binding, String query) {
    // Given
    String message = A2aClient.newId();
    JsonNode first =
        A2aClient.task(
            a2a.call(account.live(), "SendMessage", A2aClient.message(message, A2aClient.SEARCH)));
    JsonNode asked =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.prose(A2aClient.newId(), "hello").toString()));
    String waiting = asked.path("id").asString();
    // When
    Reply reply =
        followUp(
            binding,
            A2aClient.message(message, A2aClient.SEARCH.replace("camel", query))
                .replace("\"messageId\"", "\"taskId\":\"" + waiting + "\",\"messageId\""));
    // Then
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text())
        .contains("idempotency_mismatch")
        .doesNotContain(first.path("id").asString());
    assertThat(a2a.get(account.live(), waiting)).isEqualTo(asked);
    assertThat(agent.stub().requests()).hasSize(1);
    assertThat(agent.balance(account)).isEqualTo("0.992");
  }

  private Reply followUp(String binding, String params) {
    return switch (binding) {
      case "HTTP+JSON" -> a2a.rest("POST", "/message:send", account.live(), params);
      case "0.3" ->
          a2a.raw(
              account.live(),
              "0.3",
              A2aClient.rpc(
                  "message/send",
                  params
                      .replace("ROLE_USER", "user")
                      .replace("{\"data\"", "{\"kind\":\"data\",\"data\"")));
      default -> a2a.call(account.live(), "SendMessage", params);
    };
  }
}
