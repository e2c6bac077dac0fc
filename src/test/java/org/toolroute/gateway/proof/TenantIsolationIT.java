package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.shared.StrictJson;

/** Two accounts at full load never see each other's key, answer or stored answer. */
class TenantIsolationIT {
  private static final int CALLERS = 32;
  private static final int CALLS_OF_A_CALLER = 32;
  private static final int ACCOUNTS = 2;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  /** An account with the key that its calls must be made with. */
  private record Tenant(TestAccount account, String key) {

    String question(String text) {
      return "{\"query\":\"" + text + " of " + account.id() + "\"}";
    }
  }

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(TenantIsolationIT::whoAsked);
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of("toolroute.limits.requests-per-minute", "1000000"));
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void parallelCallsOfTwoAccountsMeetOnlyTheirOwnKeysAndAnswers() throws Exception {
    // Given
    List<Tenant> tenants =
        List.of(tenant("tvly-one-0123456789ab"), tenant("tvly-two-0123456789ab"));
    List<Future<Integer>> callers = new ArrayList<>();
    // When
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Tenant tenant : tenants) {
        for (int caller = 0; caller < CALLERS; caller++) {
          int number = caller;
          callers.add(threads.submit(() -> call(tenant, number)));
        }
      }
    }
    // Then
    assertThat(sum(callers)).isEqualTo(ACCOUNTS * CALLERS * CALLS_OF_A_CALLER);
    assertThat(stub.requests()).hasSize(ACCOUNTS * CALLERS * CALLS_OF_A_CALLER * 3 / 4);
  }

  /**
   * Every second call has an idempotency key that the other account uses too, half of them again.
   */
  private static int call(Tenant tenant, int caller) {
    int calls = 0;
    for (int round = 0; round < CALLS_OF_A_CALLER / 4; round++) {
      String name = "caller " + caller + " round " + round;
      Map<String, String> once = Map.of("Idempotency-Key", "order-" + caller + "-" + round);
      Reply first = execute(tenant, "once " + name, once);
      Reply again = execute(tenant, "once " + name, once);
      assertThat(again.text()).isEqualTo(first.text());
      execute(tenant, "plain " + name, Map.of());
      execute(tenant, "other " + name, Map.of());
      calls += 4;
    }
    return calls;
  }

  private static Reply execute(Tenant tenant, String text, Map<String, String> headers) {
    String question = tenant.question(text);
    Reply reply = client.execute(tenant.account().live(), "tavily", "search", question, headers);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/result/key").asString())
        .isEqualTo(sha256("Bearer " + tenant.key()));
    assertThat(reply.json().at("/result/question").asString())
        .isEqualTo(StrictJson.MAPPER.readTree(question).path("query").asString());
    return reply;
  }

  private static Answer whoAsked(Request request) {
    return Answer.json(
        200,
        "{\"key\":\"%s\",\"question\":%s}"
            .formatted(
                sha256(request.header("authorization")),
                StrictJson.MAPPER.readTree(request.body()).path("query")));
  }

  private static Tenant tenant(String key) {
    TestAccount account = client.newAccount();
    assertThat(client.register(account.live(), "tavily", key).status()).isEqualTo(201);
    return new Tenant(account, key);
  }

  private static int sum(List<Future<Integer>> callers)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> caller : callers) {
      sum += caller.get();
    }
    return sum;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
