package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** The calls of a model are run and answered over the wire, each at its own price and risk. */
class ToolCallsIT {
  private static final int CALLS_MAX = 4;
  private static final String PATH = "/api/v1/tool-calls";
  private static final String OWN = "tvly-own-0123456789abcdef";
  private static final String FOUND =
      """
      {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
      """;
  private static final String PAID =
      "{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}";
  private static final String UNDECIDED = "{\"mode\":null,\"credits_charged\":0,\"provider\":null}";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of("toolroute.functions.calls-per-request", Integer.toString(CALLS_MAX)));
    client = gateway.client();
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Answer.json(200, FOUND));
    stub.forgetRequests();
  }

  @Test
  void aCallIsAnsweredByAToolMessageAndBilledOutsideOfIt() {
    // When
    Reply reply = post(search("c1", "camel"));
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode message = reply.json().at("/messages/0");
    assertThat(message.propertyNames()).containsExactly("role", "tool_call_id", "content");
    assertThat(message.path("role").asString()).isEqualTo("tool");
    assertThat(message.path("tool_call_id").asString()).isEqualTo("c1");
    assertThat(content(reply, 0).at("/result/query").asString()).isEqualTo("camel");
    assertThat(content(reply, 0).path("billing").toString()).isEqualTo(PAID);
    assertThat(reply.json().at("/billing/c1").toString()).isEqualTo(PAID);
    assertThat(usage().path("id")).isEqualTo(reply.json().at("/calls/c1"));
    assertThat(usage().path("protocol").asString()).isEqualTo("functions");
    assertThat(balance()).isEqualTo("0.992");
  }

  @Test
  void everyApiIsAnsweredInItsOwnForm() {
    // Given
    String arguments = "\"{\\\"query\\\":\\\"camel\\\",\\\"search_depth\\\":\\\"basic\\\"}\"";
    String input = "{\"query\":\"camel\",\"search_depth\":\"basic\"}";
    // When
    JsonNode responses =
        post("""
        {"object":"response","output":[{"type":"function_call","call_id":"c1","name":"tavily__search","arguments":%s}]}
        """
                .formatted(arguments))
            .json();
    JsonNode anthropic =
        post("""
        {"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"tavily__search","input":%s},
        {"type":"tool_use","id":"c2","name":"nobody__nothing","input":{}}]}
        """
                .formatted(input))
            .json();
    JsonNode gemini =
        post("""
        {"parts":[{"functionCall":{"name":"tavily__search","args":%s}},
        {"functionCall":{"id":"g2","name":"nobody__nothing"}}]}
        """
                .formatted(input))
            .json();
    // Then
    assertThat(responses.at("/messages/0/type").asString()).isEqualTo("function_call_output");
    assertThat(responses.at("/messages/0/call_id").asString()).isEqualTo("c1");
    assertThat(responses.at("/messages/0/output").asString()).contains("\"result\":");
    assertThat(anthropic.path("messages")).hasSize(1);
    assertThat(anthropic.at("/messages/0/role").asString()).isEqualTo("user");
    assertThat(anthropic.at("/messages/0/content/0/tool_use_id").asString()).isEqualTo("c1");
    assertThat(anthropic.at("/messages/0/content/0").has("is_error")).isFalse();
    assertThat(anthropic.at("/messages/0/content/1/is_error").booleanValue()).isTrue();
    assertThat(gemini.at("/messages/0/parts/0/functionResponse/response/output/query").asString())
        .isEqualTo("camel");
    assertThat(gemini.at("/messages/0/parts/0/functionResponse").has("id")).isFalse();
    assertThat(gemini.at("/messages/0/parts/1/functionResponse/id").asString()).isEqualTo("g2");
    assertThat(gemini.at("/messages/0/parts/1/functionResponse/response/error/code").asString())
        .isEqualTo("unknown_tool");
    assertThat(gemini.at("/billing/#0").toString()).isEqualTo(PAID);
  }

  @Test
  void callsRunSideBySideAndAreAnsweredInTheirOrder() {
    // Given
    CountDownLatch all = new CountDownLatch(CALLS_MAX);
    stub.answers(request -> {
      all.countDown();
      return awaited(all) ? Answer.json(200, request.body()) : Answer.json(500, "{}");
    });
    // When
    Reply reply = post(searches(CALLS_MAX));
    // Then
    assertThat(
            reply.json().path("messages").valueStream().map(m -> m.path("tool_call_id").asString()))
        .containsExactly("c0", "c1", "c2", "c3");
    assertThat(
            IntStream.range(0, CALLS_MAX)
                .mapToObj(i -> content(reply, i).at("/result/query").asString()))
        .containsExactly("q0", "q1", "q2", "q3");
    assertThat(balance()).isEqualTo("0.968");
  }

  @Test
  void asManyCallsAsTheLimitRunAndOneMoreRunsNone() {
    // When
    Reply most = post(searches(CALLS_MAX));
    int sent = stub.requests().size();
    Reply oneMore = post(searches(CALLS_MAX + 1));
    // Then
    assertThat(most.status()).isEqualTo(200);
    assertThat(sent).isEqualTo(CALLS_MAX);
    assertThat(oneMore.status()).isEqualTo(400);
    assertThat(oneMore.json().path("billing").toString()).isEqualTo(UNDECIDED);
    assertThat(stub.requests()).hasSize(CALLS_MAX);
  }

  @Test
  void whatFailsIsAMessageForTheModelAndTheOthersAreServed() {
    // When
    Reply reply =
        post(
            "["
                + String.join(
                    ",",
                    search("good", "camel"),
                    call("broken", "tavily__search", "{\\\"query\\\":"),
                    call("misfit", "tavily__search", "{\\\"query\\\":1}"),
                    call("unknown", "tavily__serach", "{}"))
                + "]");
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(content(reply, 0).has("result")).isTrue();
    assertThat(content(reply, 1).at("/error/code").asString()).isEqualTo("invalid_request");
    assertThat(content(reply, 2).at("/error/violations/0/pointer").asString()).isEqualTo("/query");
    assertThat(content(reply, 3).at("/error/nearest/0").asString()).isEqualTo("search");
    assertThat(reply.json().at("/billing/good").toString()).isEqualTo(PAID);
    assertThat(reply.json().at("/billing/broken").toString()).isEqualTo(UNDECIDED);
    assertThat(stub.requests()).hasSize(1);
    assertThat(balance()).isEqualTo("0.992");
  }

  @Test
  void aRejectedOwnKeyIsAMessageAndNeverACallOnCredits() {
    // Given
    client.register(account.live(), "tavily", OWN);
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"Unauthorized: bad key\"}}"));
    // When
    Reply reply = post(search("c1", "camel"));
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(content(reply, 0).at("/error/code").asString()).isEqualTo("byok_key_rejected");
    assertThat(reply.json().at("/billing/c1").toString())
        .isEqualTo("{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(stub.requests()).hasSize(1);
    assertThat(balance()).isEqualTo("1.00");
  }

  @Test
  void missingCreditsAreAMessage() {
    // Given
    account = client.newAccount();
    // When
    Reply reply = post(search("c1", "camel"));
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(content(reply, 0).at("/error/code").asString()).isEqualTo("insufficient_credits");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void nullsOfStrictModeDoNotReachTheProvider() {
    // When
    Reply reply =
        post(
            call(
                "c1",
                "tavily__search",
                "{\\\"query\\\":\\\"camel\\\",\\\"topic\\\":null,\\\"include_domains\\\":null}"));
    // Then
    assertThat(content(reply, 0).has("result")).as(reply.text()).isTrue();
    assertThat(stub.requests().getFirst().body()).doesNotContain("null", "topic");
  }

  @Test
  void aRequiredMemberThatIsNullIsStillRefused() {
    // When
    Reply reply = post(call("c1", "tavily__search", "{\\\"query\\\":null}"));
    // Then
    assertThat(content(reply, 0).at("/error/violations/0/pointer").asString()).isEqualTo("/query");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aRepeatedRequestWithAnIdempotencyKeyIsNotSentAgain() {
    // Given
    String calls = searches(2);
    // When
    Reply first = post(calls, Map.of("Idempotency-Key", "turn-1"));
    Reply repeated = post(calls, Map.of("Idempotency-Key", "turn-1"));
    // Then
    assertThat(repeated.text()).isEqualTo(first.text());
    assertThat(stub.requests()).hasSize(2);
    assertThat(balance()).isEqualTo("0.984");
  }

  @Test
  void equalIdsInOtherConversationsAreOtherCalls() {
    // Given
    String call = search("call_0", "camel");
    // When
    post(call);
    post(call);
    post(call, Map.of("Idempotency-Key", "turn-1"));
    post(call, Map.of("Idempotency-Key", "turn-2"));
    // Then
    assertThat(stub.requests()).hasSize(4);
    assertThat(balance()).isEqualTo("0.968");
  }

  @Test
  void anotherBodyUnderTheSameKeyRunsAndChargesNothing() {
    // Given
    String a = search("a", "camel");
    String b = search("b", "llama");
    Map<String, String> key = Map.of("Idempotency-Key", "turn-1");
    Reply first = post("[" + a + "," + b + "]", key);
    // When
    List<Reply> others =
        Stream.of(
                "[" + b + "," + a + "]",
                "[" + search("n1", "camel") + "," + search("n2", "llama") + "]",
                "[" + a + "," + b + "," + search("c", "alpaca") + "]",
                "[" + a + "]",
                "[]")
            .map(body -> post(body, key))
            .toList();
    Reply repeated = post("[" + a + "," + b + "]", key);
    // Then
    assertThat(others)
        .allSatisfy(reply -> {
          assertThat(reply.status()).isEqualTo(422);
          assertThat(reply.errorCode()).isEqualTo("idempotency_mismatch");
          assertThat(reply.json().path("billing").toString()).isEqualTo(UNDECIDED);
        });
    assertThat(repeated.text()).isEqualTo(first.text());
    assertThat(stub.requests()).hasSize(2);
    assertThat(balance()).isEqualTo("0.984");
  }

  @Test
  void ofTwoBodiesAtOnceUnderOneKeyOnlyOneRuns() throws Exception {
    // Given
    Map<String, String> key = Map.of("Idempotency-Key", "turn-1");
    List<Callable<Reply>> requests =
        IntStream.range(0, 8)
            .<Callable<Reply>>mapToObj(i -> () -> post(search("c" + i, "camel"), key))
            .toList();
    // When
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> reply : threads.invokeAll(requests)) {
        statuses.add(reply.get().status());
      }
    }
    // Then
    assertThat(statuses).containsOnly(200, 422).containsOnlyOnce(200);
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void anIdempotencyKeyThatIsNoneIsRefusedBeforeAnythingRuns() {
    assertThat(post(search("c1", "x"), Map.of("Idempotency-Key", "a b")).status()).isEqualTo(400);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void anIdThatIsThereTwiceRunsNothing() {
    // When
    Reply reply = post("[" + search("c1", "a") + "," + search("c1", "b") + "]");
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("invalid_request");
    assertThat(stub.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"tool\":\"tavily\"}", "{\"a\":1,\"a\":2}", "\"text\""})
  void aRequestThatCannotBeReadIsRefused(String body) {
    // When
    Reply reply = post(body);
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("billing").toString()).isEqualTo(UNDECIDED);
  }

  @Test
  void withoutAValidGatewayKeyNothingIsRun() {
    // When
    Reply reply = client.post(PATH, "tr_live_" + "0".repeat(40), search("c1", "camel"));
    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.errorCode()).isEqualTo("invalid_api_key");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void anAnswerWithoutCallsHasNoMessages() {
    // When
    Reply reply = post("{\"role\":\"assistant\",\"content\":\"Done.\"}");
    // Then
    assertThat(reply.text()).isEqualTo("{\"messages\":[],\"billing\":{},\"calls\":{}}");
  }

  private Reply post(String body) {
    return post(body, Map.of());
  }

  private Reply post(String body, Map<String, String> headers) {
    return client.send("POST", PATH, account.live(), body, headers);
  }

  private static String searches(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> search("c" + i, "q" + i))
        .collect(Collectors.joining(",", "{\"role\":\"assistant\",\"tool_calls\":[", "]}"));
  }

  private static String search(String id, String query) {
    return call(
        id,
        "tavily__search",
        "{\\\"query\\\":\\\"" + query + "\\\",\\\"search_depth\\\":\\\"basic\\\"}");
  }

  private static String call(String id, String name, String escapedArguments) {
    return """
    {"id":"%s","type":"function","function":{"name":"%s","arguments":"%s"}}\
    """
        .formatted(id, name, escapedArguments);
  }

  private static JsonNode content(Reply reply, int index) {
    return StrictJson.MAPPER.readTree(
        reply.json().path("messages").path(index).path("content").asString());
  }

  private JsonNode usage() {
    return client.get("/api/v1/usage", account.live()).json().at("/data/0");
  }

  private String balance() {
    return client
        .get("/api/v1/key", account.live())
        .json()
        .path("credits_remaining")
        .decimalValue()
        .toPlainString();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
