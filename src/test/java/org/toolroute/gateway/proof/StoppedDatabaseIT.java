package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ServerProcess;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.parts.VaultServer;

/** The database's processes stand still, as on a machine that swaps: nobody waits for them long. */
class StoppedDatabaseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final String READINESS = "/actuator/health/readiness";
  private static final String RPC = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\"}";
  private static final Map<String, String> A2A = Map.of("A2A-Version", "1.0");

  private final Path home = TestGateway.newHome();
  private ProviderStub stub;
  private GatewayProcess gateway;
  private GatewayClient client;
  private GatewayClient management;
  private TestAccount account;
  private String registration = "";
  private List<String> stopped = List.of();

  /** A request and how it is made. */
  private record Ask(String method, String path, String bearer, String body) {
    Reply of(GatewayClient client) {
      return client.send(method, path, bearer, body, A2A);
    }
  }

  @BeforeEach
  void start() {
    stub = ProviderStub.start();
    int port = VaultServer.freePort();
    gateway =
        GatewayProcess.startAlone(
            stub,
            home,
            Map.of(
                "management.server.port", String.valueOf(port),
                "toolroute.database.max-wait", "500ms",
                "toolroute.database.statement-timeout", "1s",
                "toolroute.ledger.max-wait", "500ms",
                "toolroute.ledger.statement-timeout", "1s"));
    client = gateway.client();
    management = new GatewayClient(port, "");
    account = client.newAccount();
    registration =
        client
            .register(account.live(), "tavily", "tvly-own-0123456789abcdef")
            .json()
            .path("id")
            .asString();
  }

  @AfterEach
  void stop() {
    goOn();
    gateway.close();
    stub.close();
  }

  @Test
  void everyRequestIsRefusedInSecondsAndServedWhenTheDatabaseIsBack() throws IOException {
    // Given
    assertThat(management.get(READINESS, "").json().path("status").asString()).isEqualTo("UP");
    // When
    standStill();
    // Then
    refused(statements());
    refused(Stream.concat(statements().stream(), calls().stream()).toList());
    Instant asked = Instant.now();
    Reply readiness = management.get(READINESS, "");
    assertThat(Duration.between(asked, Instant.now())).isLessThan(PATIENCE);
    assertThat(readiness.status()).isEqualTo(503);
    assertThat(readiness.json().at("/components/db/status").asString()).isEqualTo("DOWN");
    assertThat(readiness.json().at("/components/secrets/status").asString()).isEqualTo("UP");
    assertThat(readiness.text()).doesNotContain("password", "jdbc:");
    assertThat(management.get("/actuator/health/liveness", "").status()).isEqualTo(200);
    // When
    goOn();
    // Then
    await()
        .atMost(RECOVERY)
        .untilAsserted(() -> {
          assertThat(management.get(READINESS, "").status()).isEqualTo(200);
          assertThat(client.get("/api/v1/key", account.live()).status()).isEqualTo(200);
        });
    assertThat(client.get("/api/v1/byok/" + registration, account.live()).status()).isEqualTo(200);
  }

  /** Those that reach a table of their own while the key is still remembered. */
  private List<Ask> statements() {
    String own = account.live();
    String accounts = "/admin/v1/accounts";
    String operator = TestGateway.ADMIN_TOKEN;
    return List.of(
        new Ask("GET", "/api/v1/key", own, ""),
        new Ask("GET", "/api/v1/usage", own, ""),
        new Ask("GET", "/api/v1/byok", own, ""),
        new Ask("GET", "/api/v1/byok/" + registration, own, ""),
        new Ask("DELETE", "/api/v1/byok/" + registration, own, ""),
        new Ask(
            "POST", "/api/v1/byok", own, "{\"provider\":\"tavily\",\"api_key\":\"tvly-a-b-c\"}"),
        new Ask("GET", "/api/a2a/v1/tasks", own, ""),
        new Ask("POST", "/api/a2a", own, RPC.formatted("ListTasks")),
        new Ask("GET", accounts, operator, ""),
        new Ask("POST", accounts, operator, "{\"name\":\"late\"}"),
        new Ask("POST", accounts + "/" + account.id() + "/freeze", operator, ""),
        new Ask("GET", accounts + "/" + account.id() + "/keys", operator, ""),
        new Ask(
            "POST",
            accounts + "/" + account.id() + "/keys",
            operator,
            "{\"environment\":\"live\"}"),
        new Ask(
            "DELETE", accounts + "/" + account.id() + "/keys/" + account.liveKeyId(), operator, ""),
        new Ask(
            "POST",
            accounts + "/" + account.id() + "/top-ups",
            operator,
            "{\"amount\":1,\"reference\":\"late\"}"),
        new Ask("GET", "/admin/v1/ledger/audit", operator, ""));
  }

  private List<Ask> calls() {
    return List.of(
        new Ask(
            "POST",
            "/api/v1/execute",
            account.live(),
            "{\"tool\":\"tavily\",\"operation\":\"search\",\"input\":{\"query\":\"camel\"}}"),
        new Ask("GET", "/api/v1/tools", account.live(), ""),
        new Ask("POST", "/mcp", account.live(), RPC.formatted("tools/list")));
  }

  private void refused(List<Ask> asks) {
    Instant asked = Instant.now();
    List<Reply> replies = Crowd.of(asks.size(), number -> asks.get(number).of(client));
    assertThat(Duration.between(asked, Instant.now())).isLessThan(PATIENCE);
    for (int i = 0; i < asks.size(); i++) {
      String what = asks.get(i) + ": " + replies.get(i).text();
      assertThat(replies.get(i).status()).as(what).isEqualTo(503);
      assertThat(replies.get(i).text()).as(what).contains("ledger_unavailable");
    }
  }

  /** The server first, so that it starts no process that is missed. */
  private void standStill() throws IOException {
    Path file = home.resolve("postgres").resolve("data").resolve("postmaster.pid");
    String server = Files.readAllLines(file).getFirst().strip();
    List<String> all = new ArrayList<>(List.of(server));
    signal("-STOP", all);
    ProcessHandle.of(Long.parseLong(server))
        .orElseThrow()
        .descendants()
        .forEach(backend -> all.add(String.valueOf(backend.pid())));
    stopped = all;
    signal("-STOP", all);
  }

  private void goOn() {
    if (!stopped.isEmpty()) {
      signal("-CONT", stopped);
      stopped = List.of();
    }
  }

  private static void signal(String signal, List<String> processes) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.stream()
        .filter(id -> ProcessHandle.of(Long.parseLong(id)).isPresent())
        .forEach(command::add);
    ServerProcess.run(command, Map.of());
  }
}
