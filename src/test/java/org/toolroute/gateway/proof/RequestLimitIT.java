package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Whatever is asked with a gateway key counts, calls or not, answered or refused. */
class RequestLimitIT {
  private static final int CALLS = 3;
  private static final int READS = 4;
  private static final int KEY_CHECKS = 2;
  private static final String LIST_TASKS = "{'jsonrpc':'2.0','id':1,'method':'ListTasks'}";
  private static final String LIST_TOOLS = "{'jsonrpc':'2.0','id':1,'method':'tools/list'}";

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
            Map.of(
                "toolroute.limits.requests-per-minute", String.valueOf(CALLS),
                "toolroute.limits.reads-per-minute", String.valueOf(READS),
                "toolroute.limits.key-checks-per-minute", String.valueOf(KEY_CHECKS)));
    client = gateway.client();
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
    stub.answers(Answer.json(200, "{}"));
    stub.forgetRequests();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "GET, /api/v1/key, \"\"",
        "GET, /api/v1/usage, \"\"",
        "GET, /api/v1/byok, \"\"",
        "GET, /api/v1/tools, \"\"",
        "DELETE, /api/v1/byok/none, \"\"",
        "POST, /api/v1/byok, {}",
        "POST, /api/v1/execute, not JSON",
        "POST, /api/v1/tool-calls, not JSON",
        "GET, /api/a2a/v1/tasks, \"\"",
        "POST, /api/a2a, \"" + LIST_TASKS + "\"",
        "POST, /mcp, \"" + LIST_TOOLS + "\"",
        "POST, /mcp/compact, \"" + LIST_TOOLS + "\"",
        "POST, /mcp, not JSON"
      })
  void requestsOfEverySortBeyondTheLimitAreRefused(String method, String path, String body) {
    // Given
    IntStream.range(0, CALLS + READS)
        .forEach(_ -> assertThat(ask(method, path, body).status()).isNotEqualTo(429));
    // When
    Reply refused = ask(method, path, body);
    // Then
    assertThat(refused.status()).as(refused.text()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 9);
    assertThat(refused.text()).contains("rate_limited", "all_requests_per_minute");
    assertThat(client.get("/api/v1/key", client.newAccount().live()).status()).isEqualTo(200);
  }

  @Test
  void readingWithinItsLimitLeavesTheCallsTheirs() {
    // Given
    IntStream.range(0, READS).forEach(_ -> client.get("/api/v1/key", account.live()));
    // When
    IntStream.range(0, CALLS).forEach(_ -> assertThat(call().status()).isEqualTo(200));
    // Then
    assertThat(call().status()).isEqualTo(429);
    assertThat(stub.requests()).hasSize(CALLS);
  }

  @Test
  void keysAreNotGuessedByRegisteringThem() {
    // Given
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"bad key\"}}"));
    IntStream.range(0, KEY_CHECKS)
        .forEach(_ -> assertThat(verify().errorCode()).isEqualTo("byok_key_rejected"));
    // When
    Reply refused = verify();
    // Then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/error/limit").asString()).isEqualTo("key_checks_per_minute");
    assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 30);
    assertThat(stub.requests()).hasSize(KEY_CHECKS);
    assertThat(register().status()).isEqualTo(201);
  }

  @Test
  void frozenAccountsReachNoProviderByRegisteringKeys() {
    // Given
    String registered = register().json().path("id").asString();
    client.admin("POST", "/admin/v1/accounts/" + account.id() + "/freeze", "");
    // When
    Reply verified = verify();
    Reply unverified = register();
    Reply deleted = client.delete("/api/v1/byok/" + registered, account.live());
    // Then
    assertThat(verified.status()).isEqualTo(403);
    assertThat(verified.errorCode()).isEqualTo("account_frozen");
    assertThat(unverified.errorCode()).isEqualTo("account_frozen");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(stub.requests()).isEmpty();
  }

  private Reply ask(String method, String path, String body) {
    return client.send(
        method, path, account.live(), body.replace('\'', '"'), Map.of("A2A-Version", "1.0"));
  }

  private Reply call() {
    return client.execute(
        account.live(),
        "context7",
        "search_library",
        "{\"libraryName\":\"camel\",\"query\":\"routes\"}");
  }

  private Reply register() {
    return client.register(account.live(), "tavily", "tvly-own-0123456789abcdef");
  }

  private Reply verify() {
    return client.post(
        "/api/v1/byok",
        account.live(),
        """
        {"provider":"tavily","api_key":"tvly-own-0123456789abcdef","verify":true}\
        """);
  }
}
