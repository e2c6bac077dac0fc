package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Hostile text in names, ids and headers is refused or ignored, and reaches nobody. */
class HostileNamesIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of("toolroute.limits.requests-per-minute", "1000000"));
    client = gateway.client();
    account = client.newAccount();
    client.register(account.live(), "openai", "sk-proj-0123456789abcdef");
    client.register(account.live(), "tavily", "tvly-0123456789abcdef");
    client.register(account.live(), "twilio", "AC" + "1".repeat(32) + ":0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void hostileNamesReachNobody() {
    stub.forgetRequests();
    for (String text : HostileText.ALL) {
      String name = HostileText.quoted(text);
      isRefused(post("/api/v1/execute", "{\"tool\":" + name + ",\"input\":{}}"), text);
      isRefused(
          post("/api/v1/execute", "{\"tool\":\"openai/\",\"operation\":" + name + ",\"input\":{}}"),
          text);
      isRefused(
          post("/api/v1/execute", "{\"tool\":\"openai\",\"operation\":" + name + ",\"input\":{}}"),
          text);
      isRefused(
          post("/api/v1/byok", "{\"provider\":" + name + ",\"api_key\":\"x-0123456789ab\"}"), text);
      isRefused(
          client.admin(
              "POST",
              "/admin/v1/accounts/" + account.id() + "/keys",
              "{\"environment\":\"live\",\"allowed_tools\":[" + name + "]}"),
          text);
    }
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void hostileIdsAndHeadersReachNobody() {
    stub.forgetRequests();
    for (String text : HostileText.ALL) {
      String sent = text.substring(0, Math.min(1000, text.length()));
      String segment = URLEncoder.encode(sent, UTF_8).replace("+", "%20");
      for (String path :
          List.of(
              "GET /api/v1/byok/" + segment,
              "DELETE /api/v1/byok/" + segment,
              "GET /api/v1/usage?tool=" + segment,
              "GET /api/v1/byok/x"
                  + (sent.matches("[!-~]*") && !sent.contains("..") ? sent : ""))) {
        RawHttp.Reply reply = raw(path, "");
        assertThat(reply.status()).as(path + reply.body()).isBetween(400, 405);
        assertThat(reply.code()).as(path).isNotEmpty();
      }
      if (sent.matches("[^\\r\\n]*")) {
        RawHttp.Reply reply = raw("GET /api/v1/nothing", "\r\nX-Request-Id: " + sent);
        assertThat(String.valueOf(reply.header("x-request-id"))).matches("[A-Za-z0-9._-]{1,64}");
      }
    }
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void anIdempotencyKeyStaysWithTheGateway() {
    stub.forgetRequests();
    for (String text : List.of("{{env:HOME}}", "../..", "'--", "%0d%0a", "@evil.example")) {
      Reply reply =
          client.execute(
              account.live(),
              "tavily",
              "search",
              "{\"query\":\"x\"}",
              Map.of("Idempotency-Key", text));
      assertThat(reply.status()).isEqualTo(200);
    }
    assertThat(stub.requests())
        .hasSize(5)
        .allSatisfy(request -> assertThat(request.headers().toString()).doesNotContain("evil"));
    for (String text : List.of("a b", "x".repeat(256), "\u00e4")) {
      String head =
          "POST /api/v1/execute HTTP/1.1\r\nAuthorization: Bearer "
              + account.live()
              + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nIdempotency-Key: "
              + text;
      assertThat(RawHttp.send(client.port(), head, "{}".getBytes(UTF_8)).code())
          .isEqualTo("invalid_request");
    }
  }

  private static Reply post(String path, String body) {
    return client.post(path, account.live(), body);
  }

  private static void isRefused(Reply reply, String text) {
    assertThat(reply.status()).as(text).isBetween(400, 422);
    assertThat(reply.errorCode()).as(text).isNotEmpty();
    if (text.length() > 2) {
      assertThat(reply.text()).as("repeats the text").doesNotContain(text);
    }
  }

  private static RawHttp.Reply raw(String entrance, String header) {
    return RawHttp.send(
        client.port(), entrance + " HTTP/1.1\r\nAuthorization: Bearer " + account.live() + header);
  }
}
