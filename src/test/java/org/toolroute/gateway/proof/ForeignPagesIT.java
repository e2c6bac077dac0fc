package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.proof.RawHttp.Reply;

/** A name that was rebound to this machine, or a page of another site, gets nowhere by any face. */
class ForeignPagesIT {
  private static final String SEARCH =
      "{\"tool\":\"tavily\",\"operation\":\"search\",\"input\":{\"query\":\"camel\"}}";
  private static final String EVIL = "Host: evil.example.com\r\nOrigin: http://evil.example.com";
  private static final String OWN = "Host: tools.example.com";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static TestAccount account;

  /** How a face tells an error. */
  private enum Form {
    REST,
    CALL,
    JSON_RPC,
    A2A
  }

  private record Face(String line, Form form, String body) {
    @Override
    public String toString() {
      return line;
    }
  }

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
                "toolroute.a2a.public-url",
                "https://tools.example.com/",
                "toolroute.http.allowed-hosts",
                "Inside.Example.com",
                "toolroute.http.allowed-origins",
                "https://app.example.org"));
    account = gateway.client().newAccount();
    gateway.client().topUp(account.id(), "1", "invoice-1");
    gateway.client().shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  static Stream<Face> faces() {
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
            + "\"tavily__search\",\"arguments\":{\"query\":\"camel\"}}}";
    String message =
        "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"data\":"
            + SEARCH
            + "}]}}";
    return Stream.of(
        new Face("POST /api/v1/execute", Form.CALL, SEARCH),
        new Face(
            "POST /api/v1/tool-calls",
            Form.CALL,
            "{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"tavily__search\","
                + "\"arguments\":\"{\\\"query\\\":\\\"camel\\\"}\"}"),
        new Face("GET /api/v1/key", Form.REST, ""),
        new Face("GET /api/v1/providers", Form.REST, ""),
        new Face("OPTIONS /api/v1/execute", Form.CALL, ""),
        new Face("POST /mcp", Form.JSON_RPC, call),
        new Face("POST /mcp/compact", Form.JSON_RPC, call),
        new Face("OPTIONS /mcp", Form.JSON_RPC, ""),
        new Face(
            "POST /api/a2a",
            Form.JSON_RPC,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":" + message + "}"),
        new Face("POST /api/a2a/v1/message:send", Form.A2A, message),
        new Face("GET /api/a2a/v1/tasks", Form.A2A, ""),
        new Face("GET /.well-known/agent-card.json", Form.A2A, ""),
        new Face("GET /openapi.json", Form.REST, ""),
        new Face("GET /docs", Form.REST, ""),
        new Face("GET /admin/v1/accounts", Form.REST, ""));
  }

  @ParameterizedTest
  @MethodSource("faces")
  void aForeignHostIsRefusedInTheFormOfTheFace(Face face) {
    isRefused(face, ask(face, EVIL), "allowed-hosts");
    isRefused(face, ask(face, "Host: localhost.evil.example.com"), "allowed-hosts");
  }

  @ParameterizedTest
  @MethodSource("faces")
  void aForeignPageIsRefusedInTheFormOfTheFace(Face face) {
    for (String origin : new String[] {"http://evil.example.com", "null", "file://localhost"}) {
      isRefused(face, ask(face, "Host: localhost\r\nOrigin: " + origin), "allowed-origins");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1:9",
        "Host: [::1]",
        OWN,
        "Host: inside.example.com",
        "Host: localhost\r\nOrigin: http://localhost:6274",
        "Host: localhost\r\nOrigin: https://app.example.org",
        OWN + "\r\nOrigin: https://tools.example.com",
      })
  void whoIsKnownIsServed(String headers) {
    assertThat(ask(new Face("GET /api/v1/key", Form.REST, ""), headers).status()).isEqualTo(200);
    assertThat(ask(new Face("GET /.well-known/agent-card.json", Form.A2A, ""), headers).status())
        .isEqualTo(200);
  }

  /** Probes ask under the address of a machine. */
  @Test
  void healthAnswersUnderEveryName() {
    Reply reply = ask(gateway.managementPort(), "GET /actuator/health", "Host: 10.1.2.3", "");
    assertThat(reply.status()).isEqualTo(200);
  }

  private static void isRefused(Face face, Reply reply, String setting) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.body()).contains(setting).doesNotContain("evil");
    assertThat(reply.header("x-request-id")).isNotEmpty();
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    switch (face.form()) {
      case REST -> Door.isError(reply, 403, "invalid_request");
      case CALL -> {
        Door.isError(reply, 403, "invalid_request");
        Door.isBilledNothing(reply);
      }
      case JSON_RPC -> {
        assertThat(reply.json().path("jsonrpc").asString()).isEqualTo("2.0");
        assertThat(reply.json().at("/error/code").isInt()).isTrue();
      }
      case A2A ->
          assertThat(reply.json().at("/error/details/0/reason").asString())
              .isEqualTo("INVALID_REQUEST");
    }
    assertThat(stub.requests()).isEmpty();
  }

  private static Reply ask(Face face, String headers) {
    return ask(gateway.client().port(), face.line(), headers, face.body());
  }

  private static Reply ask(int port, String line, String headers, String body) {
    String key = line.contains("/admin") ? TestGateway.ADMIN_TOKEN : account.live();
    String request =
        ("%s HTTP/1.1\r\n%s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
                + "A2A-Version: 1.0\r\nAccess-Control-Request-Method: POST\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n%s")
            .formatted(line, headers, key, body.length(), body);
    try (RawHttp connection = RawHttp.connect(port)) {
      connection.write(request.getBytes(UTF_8));
      return connection.read();
    }
  }
}
