package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Every key that opens nothing is refused in the same words, whatever is wrong with it. */
class KeyCheckIT {
  private static final String UNKNOWN = "tr_live_" + "0".repeat(40);
  private static final List<String> ENTRANCES =
      List.of(
          "POST /api/v1/execute",
          "POST /api/v1/byok",
          "GET /api/v1/byok",
          "GET /api/v1/byok/x",
          "DELETE /api/v1/byok/x",
          "GET /api/v1/key",
          "GET /api/v1/usage");
  private static final List<String> OPERATORS_ENTRANCES =
      List.of(
          "POST /admin/v1/accounts",
          "GET /admin/v1/accounts",
          "GET /admin/v1/accounts/x",
          "POST /admin/v1/accounts/x/freeze",
          "POST /admin/v1/accounts/x/unfreeze",
          "POST /admin/v1/accounts/x/keys",
          "GET /admin/v1/accounts/x/keys",
          "DELETE /admin/v1/accounts/x/keys/x",
          "POST /admin/v1/accounts/x/top-ups",
          "POST /admin/v1/accounts/x/calls/x/refunds",
          "GET /admin/v1/accounts/x/usage",
          "PUT /admin/v1/providers/x/credential",
          "GET /admin/v1/ledger/audit");

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    account = client.newAccount();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void noKeyTellsWhatIsWrongWithIt() {
    String expected = refusal("GET /api/v1/key", bearer(UNKNOWN));
    assertThat(expected).startsWith("401 ").contains("\"code\":\"invalid_api_key\"");
    badKeys().forEach(key -> same(key, expected));
    List.of("Basic dXNlcjpwYXNz", "Bearer", "bearer ", account.live(), "Token " + account.live())
        .forEach(header ->
            assertThat(refusal("GET /api/v1/key", "\r\nAuthorization: " + header))
                .as(header)
                .isEqualTo(expected));
    assertThat(refusal("GET /api/v1/key", ""))
        .as("without one, the challenge names no error (RFC 6750 section 3.1)")
        .isEqualTo(expected.replace(", error=\"invalid_token\"", ""));
    assertThat(client.get("/api/v1/key", account.live()).status()).isEqualTo(200);
  }

  @Test
  void everyEntranceOfTheApiRefusesAlike() {
    String expected = body("GET /api/v1/key", bearer(UNKNOWN));
    ENTRANCES.forEach(entrance -> {
      for (String token : List.of(UNKNOWN, TestGateway.ADMIN_TOKEN)) {
        String answer = body(entrance, bearer(token));
        assertThat(answer.replaceFirst(",\"billing\":\\{.*}}$", "}"))
            .as(entrance)
            .isEqualTo(expected);
        assertThat(answer.contains("billing")).isEqualTo(entrance.endsWith("execute"));
      }
    });
  }

  @Test
  void theOperatorsEntrancesOpenForTheAdminTokenOnly() {
    String expected = refusal("GET /admin/v1/accounts", bearer(UNKNOWN));
    assertThat(expected).startsWith("401 ").contains("\"code\":\"invalid_api_key\"");
    OPERATORS_ENTRANCES.forEach(entrance ->
        guesses()
            .forEach(token ->
                assertThat(refusal(entrance, bearer(token)))
                    .as(entrance + " with " + token)
                    .isEqualTo(expected)));
    assertThat(client.admin("GET", "/admin/v1/accounts", "").status()).isEqualTo(200);
  }

  /** Binding to the one address that a machine has to itself, on either port. */
  @Test
  void bothPortsAreOpenOnLoopbackOnly() {
    List.of(client.port(), gateway.managementPort())
        .forEach(port ->
            assertThatThrownBy(
                    () -> {
                      try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress("127.0.0.2", port), 2000);
                      }
                    })
                .isInstanceOf(ConnectException.class));
  }

  private static Stream<String> badKeys() {
    return Stream.of(
        "' OR '1'='1",
        "tr_live_' OR 1=1 --",
        "tr_live_" + "0".repeat(39) + "'",
        "tr_live_" + "0".repeat(20) + "\\x00" + "0".repeat(16),
        "tr_live_%27%20or%201%3d1",
        "tr_live_" + "ä".repeat(40),
        "tr_live_" + "٠".repeat(40),
        "tr_live_" + "0".repeat(7000),
        "tr_live_" + "0".repeat(39),
        "tr_live_" + "0".repeat(41),
        account.live().toUpperCase(Locale.ROOT),
        account.live().replace("tr_live_", "tr_test_"),
        account.live().substring(0, 16),
        account.live() + "0",
        account.live() + ", " + account.live(),
        account.liveKeyId(),
        revoked(),
        expired());
  }

  private static void same(String key, String expected) {
    assertThat(refusal("GET /api/v1/key", bearer(key))).as(key).isEqualTo(expected);
  }

  private static Stream<String> guesses() {
    return Stream.of(
        account.live(),
        account.test(),
        "",
        "admin",
        "toolroute",
        "changeme",
        "sk-1234",
        "null",
        "${TOOLROUTE_ADMIN_TOKEN}",
        TestGateway.ADMIN_TOKEN.toUpperCase(Locale.ROOT),
        TestGateway.ADMIN_TOKEN + "0",
        TestGateway.ADMIN_TOKEN.substring(1),
        "x".repeat(5000));
  }

  private static String revoked() {
    var key = client.newKey(account.id(), "live");
    client.admin(
        "DELETE", "/admin/v1/accounts/" + account.id() + "/keys/" + key.path("id").asString(), "");
    return key.path("key").asString();
  }

  private static String expired() {
    String key =
        client
            .admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                "{\"environment\":\"live\",\"expires_at\":\""
                    + Instant.now().plus(Duration.ofSeconds(2))
                    + "\"}")
            .json()
            .path("key")
            .asString();
    assertThat(key).startsWith("tr_live_");
    await().until(() -> client.get("/api/v1/key", key).status() == 401);
    return key;
  }

  private static String bearer(String token) {
    return "\r\nAuthorization: Bearer " + token;
  }

  /** The whole answer but for what names the request and the time. */
  private static String refusal(String entrance, String header) {
    RawHttp.Reply reply = send(entrance, header);
    Map<String, String> headers = new TreeMap<>(reply.headers());
    headers.remove("date");
    assertThat(headers.remove("x-request-id")).isNotNull();
    return reply.status() + " " + headers + " " + reply.body();
  }

  private static String body(String entrance, String header) {
    return send(entrance, header).body();
  }

  private static RawHttp.Reply send(String entrance, String header) {
    byte[] body = entrance.startsWith("P") ? "{}".getBytes(UTF_8) : "".getBytes(UTF_8);
    return RawHttp.send(
        client.port(),
        entrance
            + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + header,
        body);
  }
}
