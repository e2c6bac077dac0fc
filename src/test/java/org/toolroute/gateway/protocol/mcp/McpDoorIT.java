package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.protocol.mcp.McpClient.Reply;

/** Whom the endpoint lets in before it reads a message. */
@Timeout(60)
class McpDoorIT {
  private static ConformanceServer server;
  private static McpClient client;

  @BeforeAll
  static void start() {
    server = ConformanceServer.start();
    client = new McpClient(server.port(), "/mcp", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS"})
  void onlyPostIsTaken(String method) {
    // When
    Reply reply = client.send(method, Map.of(), "");
    // Then
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("POST");
    assertThat(reply.json().at("/error/data/code").stringValue()).isEqualTo("method_not_allowed");
  }

  @Test
  void anotherMediaTypeIsRefused() {
    // When
    Reply reply =
        client.send("POST", Map.of("Content-Type", "text/plain"), "{\"jsonrpc\":\"2.0\"}");
    // Then
    assertThat(reply.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example.com", "localhost.evil.example.com", "10.0.0.1", "127.0.0.1.nip.io"})
  void aForeignHostIsRefused(String host) throws IOException {
    // When
    String answer = RawMcp.send(server.port(), RawMcp.head(host, 0) + "\r\n");
    // Then
    assertThat(answer).startsWith("HTTP/1.1 403").contains("allowed-hosts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example.com",
        "http://localhost.evil.example.com",
        "null",
        "http://localhost@evil.example.com",
        "garbage^"
      })
  void aForeignOriginIsRefused(String origin) {
    // When
    Reply reply = client.send("{}", Map.of("Origin", origin));
    // Then
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aPageOnThisMachineMayCallButNeverWithTheBrowsersCredentials() {
    // Given
    String origin = "http://localhost:6274";
    // When
    Reply preflight =
        client.send(
            "OPTIONS",
            Map.of(
                "Origin", origin,
                "Access-Control-Request-Method", "POST",
                "Access-Control-Request-Headers", "authorization, mcp-method"),
            "");
    Reply call =
        client.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", Map.of("Origin", origin));
    // Then
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .contains("Authorization", "Mcp-Method", "Mcp-Name", "MCP-Protocol-Version");
    assertThat(call.status()).isEqualTo(200);
    for (Reply reply : new Reply[] {preflight, call}) {
      assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
      assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(reply.header("Vary")).isEqualTo("Origin");
    }
    assertThat(call.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
  }
}
