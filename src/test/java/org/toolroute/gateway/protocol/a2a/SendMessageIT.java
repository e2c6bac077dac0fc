package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import tools.jackson.databind.JsonNode;

/** A message becomes a call by the same rules as over REST, and its task tells how that ended. */
class SendMessageIT {
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final GatewayClient client = agent.client();
  private static final ProviderStub stub = agent.stub();
  private static final A2aClient a2a = agent.a2a();

  private TestAccount account;

  /** Without credits. */
  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    stub.answers(A2aClient.ANSWER);
    stub.forgetRequests();
  }

  @Test
  void aCallOnCreditsIsACompletedTaskWithTheEnvelopeAsItsArtifact() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(task)).as(task.toString()).isEqualTo("TASK_STATE_COMPLETED");
    JsonNode envelope = A2aClient.envelope(task);
    assertThat(envelope.propertyNames()).containsExactly("id", "result", "billing");
    assertThat(envelope.at("/result/query").asString()).isEqualTo("camel");
    assertThat(envelope.path("billing").toString())
        .isEqualTo("{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}");
    assertThat(task.path("metadata").path(A2aClient.BILLING)).isEqualTo(envelope.path("billing"));
    assertThat(task.at("/artifacts/0/artifactId").asString()).isEqualTo("result");
    assertThat(task.has("history")).isFalse();
    assertThat(balance()).isEqualTo("0.992");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void theTaskIsTheSameWhenItIsReadLater() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    JsonNode sent = a2a.send(account.live(), A2aClient.SEARCH);
    // When
    JsonNode read = a2a.get(account.live(), sent.path("id").asString());
    // Then
    assertThat(read).isEqualTo(sent);
  }

  @Test
  void anOwnKeyPaysNothingAlsoWithoutABalance() {
    // Given
    client.register(account.live(), "tavily", A2aClient.OWN_KEY);
    // When
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(task)).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(A2aClient.envelope(task).path("billing").toString())
        .isEqualTo("{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(stub.requests().getFirst().header("authorization")).contains(A2aClient.OWN_KEY);
    assertThat(balance()).isEqualTo("0");
  }

  @Test
  void theCallMayStandInATextPart() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply reply =
        a2a.call(
            account.live(),
            "SendMessage",
            A2aClient.prose(A2aClient.newId(), A2aClient.SEARCH).toString());
    // Then
    assertThat(A2aClient.state(A2aClient.task(reply))).isEqualTo("TASK_STATE_COMPLETED");
  }

  @Test
  void withoutCreditsTheTaskFailsBeforeAnythingIsSent() {
    // When
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(task)).isEqualTo("TASK_STATE_FAILED");
    assertThat(A2aClient.failure(task).at("/error/code").asString())
        .isEqualTo("insufficient_credits");
    assertThat(A2aClient.failure(task).at("/billing/credits_charged").intValue()).isZero();
    assertThat(task.has("artifacts")).isFalse();
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aRejectedOwnKeyIsAFailureAndNeverFallsBackToCredits() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    client.register(account.live(), "tavily", A2aClient.OWN_KEY);
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"Unauthorized\"}}"));
    // When
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(task)).isEqualTo("TASK_STATE_FAILED");
    assertThat(A2aClient.failure(task).at("/error/code").asString()).isEqualTo("byok_key_rejected");
    assertThat(A2aClient.failure(task).at("/billing/mode").asString()).isEqualTo("byok");
    assertThat(balance()).isEqualTo("1");
  }

  @Test
  void anUnknownToolAndABadInputAreRejectedTasks() {
    // When
    JsonNode unknown = a2a.send(account.live(), "{\"tool\":\"tavly\",\"operation\":\"search\"}");
    JsonNode bad =
        a2a.send(
            account.live(), "{\"tool\":\"tavily\",\"operation\":\"search\",\"input\":{\"q\":1}}");
    // Then
    assertThat(A2aClient.state(unknown)).isEqualTo("TASK_STATE_REJECTED");
    assertThat(A2aClient.failure(unknown).at("/error/code").asString()).isEqualTo("unknown_tool");
    assertThat(A2aClient.state(bad)).isEqualTo("TASK_STATE_REJECTED");
    assertThat(A2aClient.failure(bad).at("/error/violations")).isNotEmpty();
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void theSandboxIsReachedTheSameWay() {
    // When
    JsonNode task = a2a.send(account.test(), A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(task)).as(task.toString()).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(stub.requests()).isEmpty();
    assertThat(a2a.call(account.live(), "GetTask", "{\"id\":" + task.path("id") + "}"))
        .extracting(A2aClient::errorCode)
        .isEqualTo(-32001);
  }

  @Test
  void theCallIsInTheBillAsA2a() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // Then
    JsonNode row = client.get("/api/v1/usage", account.live()).json().at("/data/0");
    assertThat(row.path("id")).isEqualTo(A2aClient.envelope(task).path("id"));
    assertThat(row.path("protocol").asString()).isEqualTo("a2a");
  }

  @Test
  void theHttpBindingDoesTheSame() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply sent =
        a2a.rest(
            "POST",
            "/message:send",
            account.live(),
            A2aClient.message(A2aClient.newId(), A2aClient.SEARCH));
    // Then
    JsonNode task = sent.json().path("task");
    assertThat(A2aClient.state(task)).as(sent.text()).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(a2a.rest("GET", "/tasks/" + task.path("id").asString(), account.live(), "").json())
        .isEqualTo(task);
  }

  @Test
  void aKeyMayCallOnlyWhatItMay() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    String narrow =
        client
            .admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                "{\"name\":\"n\",\"environment\":\"live\",\"allowed_tools\":[\"openai\"]}")
            .json()
            .path("key")
            .asString();
    // When
    JsonNode task = a2a.send(narrow, A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.failure(task).at("/error/code").asString()).isEqualTo("tool_not_allowed");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void theBillingExtensionIsConfirmedWhenAskedFor() {
    // When
    Reply reply =
        client.send(
            "POST",
            A2aClient.RPC,
            account.live(),
            A2aClient.rpc("SendMessage", A2aClient.message(A2aClient.newId(), A2aClient.SEARCH)),
            Map.of(
                "A2A-Version",
                "1.0",
                "A2A-Extensions",
                "https://x.example/a, " + A2aClient.BILLING));
    // Then
    assertThat(reply.headers()).containsEntry("a2a-extensions", A2aClient.BILLING);
  }

  private String balance() {
    return agent.balance(account);
  }
}
