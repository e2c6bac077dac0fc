package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.NodeProgram;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** The official JavaScript clients of A2A 1.0 and 0.3 find the agent by its card and use it. */
class OfficialClientsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PAID =
      "{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}";

  @AutoClose private static final RunningGateway running = RunningGateway.start();
  private static final ProviderStub stub = running.stub();
  private static final GatewayClient client = running.client();

  @BeforeAll
  static void start() {
    client.shareKey("tavily", A2aClient.SHARED_KEY);
    stub.answers(A2aClient.ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void theCurrentClientDoesEverythingOverEachBinding(String binding) {
    // Given
    TestAccount account = newPaidAccount();
    // When
    JsonNode seen = run("a2a-client.mjs", account.live(), binding);
    // Then
    assertThat(texts(seen.path("skills"))).contains("execute", "openai", "tavily", "twilio");
    assertThat(seen.path("sent").asString()).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(seen.at("/envelope/result/query").asString()).isEqualTo("camel");
    assertThat(seen.at("/envelope/billing").toString()).isEqualTo(PAID);
    assertThat(seen.path("billing").toString()).isEqualTo(PAID);
    assertThat(seen.path("read").asString()).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(seen.path("listed").toString()).isEqualTo("[1]");
    assertThat(texts(seen.path("events")))
        .containsExactly("task", "artifactUpdate", "statusUpdate");
    assertThat(seen.at("/streamed/result/query").asString()).isEqualTo("camel");
    assertThat(seen.path("asked").asString()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
    assertThat(seen.path("completed").asString()).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(seen.path("sameTask").asBoolean()).isTrue();
    assertThat(seen.path("canceled").asString()).isEqualTo("TASK_STATE_CANCELED");
    assertThat(seen.path("rejected").asString()).isEqualTo("unknown_tool");
    assertThat(seen.path("missing").asString()).isEqualTo("TaskNotFoundError");
    assertThat(seen.path("over").asString()).isEqualTo("TaskNotCancelableError");
    assertThat(seen.path("push").asString()).isEqualTo("PushNotificationNotSupportedError");
    assertThat(balance(account)).isEqualTo("0.976");
  }

  @Test
  void theClientOfTheVersionBeforeStillWorks() {
    // Given
    TestAccount account = newPaidAccount();
    // When
    JsonNode seen = run("a2a-client-0.3.mjs", account.live());
    // Then
    assertThat(seen.path("kind").asString()).isEqualTo("task");
    assertThat(seen.path("sent").asString()).isEqualTo("completed");
    assertThat(seen.path("extensionInUse").asBoolean()).isTrue();
    assertThat(seen.at("/envelope/result/query").asString()).isEqualTo("camel");
    assertThat(seen.path("billing").toString()).isEqualTo(PAID);
    assertThat(seen.path("read").asString()).isEqualTo("completed");
    assertThat(texts(seen.path("events")))
        .containsExactly("task", "artifact-update", "status-update:final");
    assertThat(seen.path("asked").asString()).isEqualTo("input-required");
    assertThat(seen.path("completed").asString()).isEqualTo("completed");
    assertThat(seen.path("sameTask").asBoolean()).isTrue();
    assertThat(seen.path("rejected").asString()).isEqualTo("unknown_tool");
    assertThat(seen.path("missing").asString()).isEqualTo("TaskNotFoundJSONRPCError");
    assertThat(balance(account)).isEqualTo("0.976");
  }

  private static TestAccount newPaidAccount() {
    TestAccount account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    return account;
  }

  private static JsonNode run(String script, String key, String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "http://127.0.0.1:" + client.port();
    arguments[1] = key;
    System.arraycopy(more, 0, arguments, 2, more.length);
    NodeProgram.Ended ended = NodeProgram.script(script, LIMIT, Map.of(), arguments);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return StrictJson.MAPPER.readTree(ended.output().strip());
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static String balance(TestAccount account) {
    return client
        .get("/api/v1/key", account.live())
        .json()
        .path("credits_remaining")
        .decimalValue()
        .toPlainString();
  }
}
