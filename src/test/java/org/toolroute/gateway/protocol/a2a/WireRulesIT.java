package org.toolroute.gateway.protocol.a2a;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;

/** What both bindings take, what they refuse, and how they say so. */
class WireRulesIT {
  private static final int BODY_MAX = 1024 * 1024;
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final A2aClient a2a = agent.a2a();

  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, ListTasks, 0",
    "1.0.1, ListTasks, 0",
    "1.0, message/send, -32601",
    "'', ListTasks, -32601",
    "0.3, ListTasks, -32601",
    "'', tasks/get, -32001",
    "0.3, tasks/get, -32001",
    "0.3.0, tasks/get, -32001",
    "1.1, ListTasks, -32009",
    "2.0, ListTasks, -32009",
    "1.0-beta, ListTasks, -32009",
    "one, ListTasks, -32009"
  })
  void theVersionSaysWhichMethodsThereAre(String version, String method, int code) {
    // Given
    String params = "{\"id\":\"" + A2aClient.newId() + "\"}";
    // When
    Reply reply = a2a.raw(account.live(), version, A2aClient.rpc(method, params));
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(A2aClient.errorCode(reply)).as(reply.text()).isEqualTo(code);
    assertThat(reply.json().path("id").asInt()).isEqualTo(7);
  }

  @Test
  void overHttpTheVersionIsRequired() {
    // When
    Reply reply = agent.client().send("GET", "/api/a2a/v1/tasks", account.live(), "", Map.of());
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/error/details/0/reason").asString())
        .isEqualTo("VERSION_NOT_SUPPORTED");
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsToldBeforeTheVersionAndWithAllThatItTakes() {
    // When
    Reply reply =
        agent
            .client()
            .send("PUT", "/api/a2a/v1/tasks/none:subscribe", account.live(), "", Map.of());
    // Then
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers()).containsEntry("allow", "GET, POST");
  }

  @Test
  void withoutAKeyNothingIsAnswered() {
    // When
    Reply rpc = a2a.raw("", "1.0", A2aClient.rpc("ListTasks", "{}"));
    Reply rest = a2a.rest("GET", "/tasks", "tr_live_" + "0".repeat(40), "");
    // Then
    assertThat(rpc.status()).isEqualTo(401);
    assertThat(rpc.headers()).containsKey("www-authenticate");
    assertThat(rpc.json().path("jsonrpc").asString()).isEqualTo("2.0");
    assertThat(rpc.json().path("id").isNull()).isTrue();
    assertThat(A2aClient.reason(rpc)).isEqualTo("INVALID_API_KEY");
    assertThat(rest.status()).isEqualTo(401);
    assertThat(rest.json().at("/error/details/0/reason").asString()).isEqualTo("INVALID_API_KEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                                             | -32700",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ListTasks\"}  | -32700",
        "[]                                                            | -32600",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\"}]         | -32600",
        "{\"id\":1,\"method\":\"ListTasks\"}                              | -32600",
        "{\"jsonrpc\":\"2.0\",\"method\":\"ListTasks\"}                   | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ListTasks\"}          | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"listTasks\"}           | -32601",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\",\"params\":[]}  | -32602"
      })
  void whatIsNoRequestIsRefused(String body, int code) {
    // When
    Reply reply = a2a.raw(account.live(), "1.0", body);
    // Then
    assertThat(A2aClient.errorCode(reply)).as(reply.text()).isEqualTo(code);
  }

  @Test
  void aBodyOfOneMebibyteIsTakenAndOneByteMoreIsNot() {
    // Given
    String request = A2aClient.rpc("ListTasks", "{}");
    // When
    Reply most = a2a.raw(account.live(), "1.0", request + " ".repeat(BODY_MAX - request.length()));
    Reply more =
        a2a.raw(account.live(), "1.0", request + " ".repeat(BODY_MAX - request.length() + 1));
    // Then
    assertThat(most.json().has("result")).isTrue();
    assertThat(more.status()).isEqualTo(413);
    assertThat(A2aClient.reason(more)).isEqualTo("REQUEST_TOO_LARGE");
  }

  @Test
  void aBodyThatDoesNotSayItsLengthIsMeasuredToo() throws Exception {
    // Given
    byte[] body = (A2aClient.rpc("ListTasks", "{}") + " ".repeat(BODY_MAX)).getBytes(UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + agent.client().port() + A2aClient.RPC))
            .header("Authorization", "Bearer " + account.live())
            .header("Content-Type", "application/json")
            .header("A2A-Version", "1.0")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    // When
    int status;
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      status = http.send(request, BodyHandlers.discarding()).statusCode();
    }
    // Then
    assertThat(status).isEqualTo(413);
  }

  /** As over every other protocol of the gateway. */
  @Test
  void aParameterOfTheTypeThatSaysNothingIsPassedOver() {
    // Given
    Map<String, String> headers =
        Map.of("Content-Type", "application/json;odata=x", "A2A-Version", "1.0");
    // When
    Reply reply =
        agent
            .client()
            .send("POST", A2aClient.RPC, account.live(), A2aClient.rpc("ListTasks", "{}"), headers);
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void headIsAnsweredAsGetIsButForStreams() {
    // When
    Reply list = a2a.rest("HEAD", "/tasks", account.live(), "");
    Reply task = a2a.rest("HEAD", "/tasks/none", account.live(), "");
    Reply stream = a2a.rest("HEAD", "/tasks/none:subscribe", account.live(), "");
    // Then
    assertThat(list.status()).isEqualTo(200);
    assertThat(list.text()).isEmpty();
    assertThat(task.status()).isEqualTo(404);
    assertThat(stream.status()).isEqualTo(405);
    assertThat(stream.headers()).containsEntry("allow", "GET, POST");
  }

  @Test
  void aParameterOfTheQueryWithoutAValueIsNotGiven() {
    assertThat(a2a.rest("GET", "/tasks?pageSize=&status=", account.live(), "").status())
        .isEqualTo(200);
    assertThat(a2a.rest("GET", "/tasks?pageSize=0", account.live(), "").status()).isEqualTo(400);
  }

  /** The description is written by hand, beside the code. */
  @Test
  void thePathsAreThoseOfTheDescription() {
    // Given
    Set<String> served =
        HttpPath.ALL.stream()
            .flatMap(path -> path.verbs().stream().map(verb -> verb + " " + path.template()))
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Set<String> described = new TreeSet<>();
    agent
        .client()
        .get("/openapi.json", "")
        .json()
        .path("paths")
        .forEachEntry((path, item) -> {
          if (path.startsWith("/api/a2a/v1/")) {
            for (String verb : item.propertyNames()) {
              described.add(
                  verb.toUpperCase(Locale.ROOT) + " " + path.substring("/api/a2a/v1".length()));
            }
          }
        });
    // Then
    described.removeIf(operation -> operation.startsWith("PARAMETERS "));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void otherTypesAndMethodsAreRefusedAsJson() {
    // When
    Reply form =
        agent
            .client()
            .send(
                "POST",
                A2aClient.RPC,
                account.live(),
                A2aClient.rpc("ListTasks", "{}"),
                Map.of("Content-Type", "text/plain", "A2A-Version", "1.0"));
    Reply get = agent.client().get(A2aClient.RPC, account.live());
    Reply wrongVerb = a2a.rest("POST", "/tasks", account.live(), "{}");
    Reply nothing = a2a.rest("GET", "/nothing", account.live(), "");
    // Then
    assertThat(form.status()).isEqualTo(415);
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.headers()).containsEntry("allow", "POST");
    assertThat(wrongVerb.status()).isEqualTo(405);
    assertThat(wrongVerb.headers()).containsEntry("allow", "GET, HEAD");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.json().at("/error/status").asString()).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CreateTaskPushNotificationConfig",
        "GetTaskPushNotificationConfig",
        "ListTaskPushNotificationConfigs",
        "DeleteTaskPushNotificationConfig"
      })
  void pushNotificationsAreNotSupported(String method) {
    assertThat(A2aClient.errorCode(a2a.call(account.live(), method, "{\"taskId\":\"x\"}")))
        .isEqualTo(-32003);
  }

  @Test
  void aRefusedKeyIsToldApartFromNone() {
    Reply refused = a2a.call("tr_live_x", "ListTasks", "{}");
    Reply nobody = a2a.call("", "ListTasks", "{}");
    assertThat(refused.headers().get("www-authenticate"))
        .isEqualTo("Bearer realm=\"toolroute\", error=\"invalid_token\"");
    assertThat(nobody.headers().get("www-authenticate")).isEqualTo("Bearer realm=\"toolroute\"");
  }

  @Test
  void thereIsOneCardOnly() {
    assertThat(A2aClient.errorCode(a2a.call(account.live(), "GetExtendedAgentCard", "{}")))
        .isEqualTo(-32004);
  }
}
