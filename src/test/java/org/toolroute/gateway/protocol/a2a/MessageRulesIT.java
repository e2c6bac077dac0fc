package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;

/** Which messages are taken, and how a refusal names the field at fault. */
class MessageRulesIT {
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final A2aClient a2a = agent.a2a();

  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"message\":{\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"a\\u0000b\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"\\ud800\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"\\ud801\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":{\"tool\":\"a\",\"input\":{\"x\":\"\\ud801\"}}}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[]}}",
        "{\"message\":{\"messageId\":\"m\",\"message_id\":\"n\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":[1]}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":{\"Tool\":\"tavily\"}}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":{\"tool\":\"a\"},\"text\":\"x\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":{\"tool\":\"a\"}},{\"data\":{\"tool\":\"b\"}}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"{\\\"tool\\\":\\\"a\\\",\\\"tool\\\":\\\"b\\\"}\"}]}}",
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\"}]},\"configuration\":{\"historyLength\":-1}}"
      })
  void aMessageThatIsNoneIsRefusedWithTheFieldAtFault(String params) {
    // When
    Reply reply = a2a.call(account.live(), "SendMessage", params);
    // Then
    assertThat(A2aClient.errorCode(reply)).as(reply.text()).isEqualTo(-32602);
    assertThat(reply.json().at("/error/data/1/@type").asString())
        .isEqualTo("type.googleapis.com/google.rpc.BadRequest");
    assertThat(reply.json().at("/error/data/2/error/code").asString()).isEqualTo("invalid_request");
    assertThat(reply.json().at("/error/data/2/billing/credits_charged").asInt(-1)).isZero();
    assertThat(a2a.call(account.live(), "ListTasks", "{}").json().at("/result/tasks")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"raw\":\"aGk=\",\"mediaType\":\"image/png\"}",
        "{\"url\":\"https://example.com/x\"}",
        "{\"data\":{\"tool\":\"tavily\"},\"mediaType\":\"application/xml\"}"
      })
  void aPartOfAnotherTypeIsRefused(String part) {
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[" + part + "]}}");
    // Then
    assertThat(A2aClient.errorCode(reply)).isEqualTo(-32005);
  }

  @Test
  void namesInSnakeCaseAreTakenToo() {
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            "{\"message\":{\"message_id\":\"m\",\"context_id\":\"c\",\"role\":\"ROLE_USER\","
                + "\"parts\":[{\"data\":"
                + A2aClient.SEARCH
                + ",\"media_type\":\"application/json\"}]},"
                + "\"configuration\":{\"history_length\":3}}");
    // Then
    assertThat(A2aClient.task(reply).path("contextId").asString()).isEqualTo("c");
    assertThat(A2aClient.state(A2aClient.task(reply))).isEqualTo("TASK_STATE_COMPLETED");
  }

  @Test
  void askingForPushNotificationsIsRefusedBeforeAnythingRuns() {
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            A2aClient.message("m", A2aClient.SEARCH)
                .replaceFirst(
                    "\\{\"message\"",
                    "{\"configuration\":{\"taskPushNotificationConfig\":{\"url\":\"http://x\"}},"
                        + "\"message\""));
    // Then
    assertThat(A2aClient.errorCode(reply)).isEqualTo(-32003);
    assertThat(agent.stub().requests()).isEmpty();
  }
}
