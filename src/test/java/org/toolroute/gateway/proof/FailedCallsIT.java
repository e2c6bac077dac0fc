package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/**
 * However a call fails, it costs nothing, nothing stays held, and the bill says why; an own key
 * never touches credits.
 */
class FailedCallsIT {
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final String SMS =
      "{\"to\":\"+14155550100\",\"from\":\"+15005550006\",\"body\":\"Your table is ready.\"}";
  private static final String EMBEDDINGS =
      "{\"model\":\"text-embedding-3-small\",\"input\":\"camel\"}";

  @TempDir static Path routes;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount account;

  /** What a provider answers, and what the caller is told, on credits and with an own key. */
  enum Failure {
    BAD_REQUEST(answer(400), "provider_rejected_input"),
    UNAUTHORISED(answer(401), "shared_key_rejected", "byok_key_rejected"),
    FORBIDDEN(answer(403), "provider_permission_denied"),
    NOT_FOUND(answer(404), "provider_rejected_input"),
    CONFLICT(answer(409), "provider_rejected_input"),
    UNPROCESSABLE(answer(422), "provider_rejected_input"),
    RATE_LIMITED(answer(429), "provider_rate_limited"),
    QUOTA(answer(432), "provider_quota_exhausted"),
    SERVER_ERROR(answer(500), "provider_error"),
    UNAVAILABLE(answer(503), "provider_error"),
    REDIRECT(
        request -> new Answer(302, Map.of("Location", "/elsewhere"), new byte[0]),
        "provider_error"),
    NOT_JSON(
        request -> new Answer(200, Map.of("Content-Type", "text/html"), "<html>".getBytes()),
        "provider_error"),
    NULL(request -> Answer.json(200, "null"), "provider_error"),
    NUMBER(request -> Answer.json(200, "7"), "provider_error"),
    LIST(request -> Answer.json(200, "[1]"), "provider_error"),
    NEVER_ANSWERED(Failure::never, "provider_timeout");

    private final Function<Request, Answer> behaviour;
    private final String onCredits;
    private final String withOwnKey;

    Failure(Function<Request, Answer> behaviour, String code) {
      this(behaviour, code, code);
    }

    Failure(Function<Request, Answer> behaviour, String onCredits, String withOwnKey) {
      this.behaviour = behaviour;
      this.onCredits = onCredits;
      this.withOwnKey = withOwnKey;
    }

    private static Function<Request, Answer> answer(int status) {
      return request -> Answer.json(status, "{\"detail\":{\"error\":\"no\"}}");
    }

    private static Answer never(Request request) {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Search.ANSWER;
    }
  }

  /** Searches give up after a second, no outage of a test opens a breaker for the next. */
  @BeforeAll
  static void start() throws IOException {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "toolroute.routes",
                ChangedRoutes.with(routes, "tavily", "timeout: 45s", "timeout: 1s").toString(),
                "toolroute.providers.openai.base-url",
                "http://127.0.0.1:" + closedPort() + "/v1",
                "toolroute.breaker.open-for",
                "10m"));
    client = gateway.client();
    books = new Books(client);
    client.shareKey("tavily", Search.SHARED_KEY);
    client.shareKey("openai", "sk-proj-shared-0123456789abcdef");
    client.shareKey("twilio", "AC00000000000000000000000000000000:shared-token-0123456789");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    NEVER.countDown();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    stub.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void onCreditsNothingIsChargedAndNothingStaysHeld(Failure failure) {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(failure.behaviour);
    // When
    Reply reply = Search.call(client, account.live());
    // Then
    requireFailed(reply, failure.onCredits, "credits");
    assertThat(stub.requests()).hasSize(1);
    requireUntouched("1", "released", failure.onCredits);
  }

  @ParameterizedTest
  @EnumSource
  void withAnOwnKeyAndNoCreditsNothingMovesEither(Failure failure) {
    // Given
    client.register(account.live(), "tavily", Search.OWN_KEY);
    stub.answers(failure.behaviour);
    // When
    Reply reply = Search.call(client, account.live());
    // Then
    requireFailed(reply, failure.withOwnKey, "byok");
    assertThat(stub.requests()).hasSize(1);
    assertThat(stub.requests().getFirst().header("authorization"))
        .isEqualTo("Bearer " + Search.OWN_KEY);
    requireUntouched("0", "recorded", failure.withOwnKey);
  }

  @Test
  void aRefusedConnectionCostsNothing() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    // When
    Reply onCredits = client.execute(account.live(), "openai", "embeddings", EMBEDDINGS);
    client.register(account.live(), "openai", "sk-proj-own-0123456789abcdef");
    Reply withOwnKey = client.execute(account.live(), "openai", "embeddings", EMBEDDINGS);
    // Then
    requireFailed(onCredits, "provider_unavailable", "credits");
    requireFailed(withOwnKey, "provider_unavailable", "byok");
    assertThat(onCredits.json().at("/error/message").asString()).contains("cannot be reached");
    assertThat(books.balance(account)).isEqualByComparingTo("1");
    assertThat(outcomes()).containsExactly("recorded", "released");
  }

  @Test
  void anOpenBreakerCostsNothingAndSendsNothing() {
    // Given
    client.topUp(account.id(), "100", "invoice-1");
    stub.answers(Answer.json(503, "{\"code\":20503,\"message\":\"down\"}"));
    for (int outage = 0; outage < 20; outage++) {
      client.execute(account.live(), "twilio", "send_sms", SMS);
    }
    stub.forgetRequests();
    // When
    Reply onCredits = client.execute(account.live(), "twilio", "send_sms", SMS);
    String key = "AC11111111111111111111111111111111:own-token-0123456789abcdef";
    client.register(account.live(), "twilio", key);
    Reply withOwnKey = client.execute(account.live(), "twilio", "send_sms", SMS);
    // Then
    requireFailed(onCredits, "provider_unavailable", "credits");
    requireFailed(withOwnKey, "provider_unavailable", "byok");
    assertThat(stub.requests()).isEmpty();
    assertThat(books.balance(account)).isEqualByComparingTo("100");
    assertThat(outcomes()).hasSize(22).containsOnly("recorded", "released");
  }

  private static void requireFailed(Reply reply, String code, String mode) {
    assertThat(reply.errorCode()).as(reply.text()).isEqualTo(code);
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo(mode);
    assertThat(reply.json().at("/billing/credits_charged").isNumber()).isTrue();
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
  }

  private void requireUntouched(String balance, String outcome, String error) {
    assertThat(books.balance(account)).isEqualByComparingTo(balance);
    List<JsonNode> rows = books.usage(account.live());
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().path("outcome").asString()).isEqualTo(outcome);
    assertThat(rows.getFirst().path("error").asString()).isEqualTo(error);
    assertThat(rows.getFirst().path("credits_charged").decimalValue()).isZero();
  }

  private List<String> outcomes() {
    return books.usage(account.live()).stream().map(row -> row.path("outcome").asString()).toList();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
