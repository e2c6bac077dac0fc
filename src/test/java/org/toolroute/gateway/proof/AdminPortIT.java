package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.platform.StartupFailures;

/** An operator surface on a port of its own is nowhere else, and nothing else is on that port. */
class AdminPortIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static int publicPort;
  private static int adminPort;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database, stub, TestGateway.newHome(), Map.of("toolroute.admin.port", "0"));
    publicPort = gateway.client().port();
    adminPort = gateway.bean(Connector.class).getLocalPort();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void eachSurfaceIsServedOnItsPort() {
    GatewayClient operator = new GatewayClient(adminPort, TestGateway.ADMIN_TOKEN);
    GatewayClient.TestAccount account = operator.newAccount();

    assertThat(gateway.client().get("/api/v1/key", account.live()).status()).isEqualTo(200);
    assertThat(operator.get("/api/v1/key", account.live()).status()).isEqualTo(404);
    assertThat(operator.get("/mcp", account.live()).status()).isEqualTo(404);
    assertThat(gateway.client().admin("GET", "/admin/v1/accounts", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/v1/accounts",
        "GET /admin",
        "GET /admin/",
        "POST /admin/v1/accounts",
        "HEAD /admin/v1/accounts",
        "OPTIONS /admin/v1/accounts",
        "TRACE /admin/v1/accounts",
        "BREW /admin/v1/accounts",
        "GET //admin/v1/accounts",
        "GET /admin/../admin/v1/accounts",
        "GET /api/../admin/v1/accounts",
        "GET /api/v1/../../admin/v1/accounts",
        "GET /./admin/v1/accounts",
        "GET /;a=b/admin/v1/accounts",
        "GET /admin;a=b/v1/accounts",
        "GET /%61dmin/v1/accounts",
        "GET /%2e/admin/v1/accounts",
        "GET /api/%2e%2e/admin/v1/accounts",
        "GET /Admin/v1/accounts",
        "GET /admin/v1/accounts?port=ADMIN",
        "GET http://localhost/admin/v1/accounts",
        "GET http://localhost:ADMIN/admin/v1/accounts",
        "GET http://127.0.0.1:ADMIN/admin/v1/accounts",
      })
  void onThePublicPortAnOperatorsPathIsOneThatLeadsNowhere(String line) {
    // Given
    String admin = port(line, adminPort);
    String nothing = admin.replaceAll("(?i)(%61|a)dmin", "nothing");

    // When
    RawHttp.Reply reply = ask(publicPort, admin, "Host: localhost");

    // Then
    assertThat(comparable(reply))
        .isEqualTo(comparable(ask(publicPort, nothing, "Host: localhost")));
    assertThat(reply.status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1:ADMIN",
        "Host: localhost\r\nX-Forwarded-Port: ADMIN",
        "Host: localhost\r\nX-Forwarded-Host: localhost:ADMIN\r\nX-Forwarded-Proto: http",
        "Host: localhost\r\nForwarded: host=\"127.0.0.1:ADMIN\";proto=http",
        "Host: localhost\r\nX-Forwarded-Prefix: /admin\r\nX-Original-URL: /admin/v1/accounts",
        "Host: localhost\r\nX-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1",
      })
  void noHeaderMovesARequestToTheOtherPort(String headers) {
    assertThat(ask(publicPort, "GET /admin/v1/accounts", port(headers, adminPort)).status())
        .isEqualTo(404);
    assertThat(ask(adminPort, "GET /api/v1/providers", port(headers, publicPort)).status())
        .isEqualTo(404);
    assertThat(ask(adminPort, "GET /admin/v1/accounts", port(headers, publicPort)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /api/v1/providers",
        "GET /mcp",
        "GET /openapi.json",
        "GET //api/v1/providers",
        "GET /admin/../api/v1/providers",
        "GET /admin/%2e%2e/api/v1/providers",
        "GET /admin/..;/api/v1/providers",
        "GET /%61pi/v1/providers",
        "GET /administrator",
        "OPTIONS /api/v1/providers",
        "TRACE /api/v1/providers",
        "GET http://localhost:PUBLIC/api/v1/providers",
      })
  void nothingElseIsOnTheAdminPort(String line) {
    RawHttp.Reply reply =
        ask(adminPort, line.replace("PUBLIC", String.valueOf(publicPort)), "Host: localhost");

    assertThat(reply.status()).isIn(400, 404);
    assertThat(reply.header("content-type")).isEqualTo("application/json");
  }

  @Test
  void aForeignHostIsRefusedOnTheAdminPortToo() {
    RawHttp.Reply reply = ask(adminPort, "GET /admin/v1/accounts", "Host: evil.example.com");

    Door.isError(reply, 403, "invalid_request");
  }

  @Test
  void theLimitsOfThePublicPortHoldOnTheAdminPort() {
    RawHttp.Reply reply =
        ask(
            adminPort,
            "GET /admin/v1/accounts",
            "Host: localhost\r\nX-Long: " + "a".repeat(20_000));

    Door.isError(reply, 400, "invalid_request");
    assertThat(gateway.bean(Connector.class).getProperty("maxConnections")).isEqualTo(64);
    assertThat(gateway.bean(Connector.class).getProperty("connectionTimeout")).isEqualTo(20_000);
  }

  @Test
  void aTakenPortStopsTheStartWithASentence() throws IOException {
    try (TestDatabase own = TestDatabase.create();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Given
      Map<String, String> settings =
          Map.of("toolroute.admin.port", String.valueOf(taken.getLocalPort()));

      // When
      Throwable failure =
          catchThrowable(() -> TestGateway.start(own, stub, TestGateway.newHome(), settings));

      // Then
      FailureAnalysis told = new StartupFailures().analyze(failure);
      assertThat(told).isNotNull();
      assertThat(told.getDescription())
          .startsWith("The admin port cannot be opened at 127.0.0.1:" + taken.getLocalPort())
          .contains("toolroute.admin.port");
    }
  }

  private static String port(String text, int port) {
    return text.replace("ADMIN", String.valueOf(port));
  }

  private static RawHttp.Reply ask(int port, String line, String headers) {
    String request =
        "%s HTTP/1.1\r\n%s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(line, headers, TestGateway.ADMIN_TOKEN);
    try (RawHttp connection = RawHttp.connect(port)) {
      connection.write(request.getBytes(UTF_8));
      return connection.read();
    }
  }

  /** All of an answer but what is another in each. */
  private static Map<String, String> comparable(RawHttp.Reply reply) {
    Map<String, String> parts = new TreeMap<>(reply.headers());
    parts.keySet().removeAll(Set.of("date", "x-request-id"));
    parts.put("status", String.valueOf(reply.status()));
    parts.put("body", reply.body());
    return parts;
  }
}
