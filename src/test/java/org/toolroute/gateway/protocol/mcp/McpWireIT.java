package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.protocol.mcp.McpClient.Reply;
import tools.jackson.databind.node.ObjectNode;

/** What the wire of either era accepts and refuses, byte by byte. */
@Timeout(60)
class McpWireIT {
  private static final String CALL = "{'name':'test_simple_text','arguments':{}}";
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
  @CsvSource({
    "MCP-Protocol-Version, , -32020",
    "MCP-Protocol-Version, 2025-11-25, -32020",
    "MCP-Protocol-Version, 2027-01-01, -32020",
    "Mcp-Method, , -32020",
    "Mcp-Method, TOOLS/CALL, -32020",
    "Mcp-Method, tools/list, -32020",
    "Mcp-Name, , -32020",
    "Mcp-Name, other, -32020",
    "Mcp-Name, =?base64?dGVzdF9zaW1wbGVfdGV4dA?=, -32020",
    "Mcp-Name, =?base64?dGVzdF9zaW1wbGVfdGV4dB==?=, -32020",
    "Mcp-Name, =?base64?dGVzdF9zaW1w!bGVfdGV4dA==?=, -32020",
    "Mcp-Name, =?base64?/w==?=, -32020"
  })
  void aHeaderThatDiffersFromTheBodyIsRefused(String header, String value, int code) {
    // Given
    ObjectNode message = McpClient.message("tools/call", CALL);
    Map<String, String> headers = new LinkedHashMap<>(McpClient.headers(message));
    if (value == null) {
      headers.remove(header);
    } else {
      headers.put(header, value);
    }
    // When
    Reply reply = client.send(message.toString(), headers);
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.json().path("id").intValue()).isEqualTo(1);
  }

  /** Leaving out the revision is no way around whoever goes by the other headers. */
  @ParameterizedTest
  @CsvSource({
    "Mcp-Method, tools/list",
    "Mcp-Method, TOOLS/CALL",
    "Mcp-Name, other",
    "Mcp-Name, =?base64?dGVzdF9zaW1wbGVfdGV4dA?="
  })
  void aHeaderThatDiffersIsRefusedWhateverTheRevision(String header, String value) {
    // Given
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + CALL.replace('\'', '"')
            + "}";
    for (String version : new String[] {"", "2025-11-25", "2025-03-26"}) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Mcp-Method", "tools/call");
      headers.put("Mcp-Name", "test_simple_text");
      if (!version.isEmpty()) {
        headers.put("MCP-Protocol-Version", version);
      }
      assertThat(client.send(body, headers).status()).isEqualTo(200);
      headers.put(header, value);
      // When
      Reply reply = client.send(body, headers);
      // Then
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.errorCode()).isEqualTo(-32020);
      assertThat(reply.json().path("id").intValue()).isEqualTo(1);
    }
  }

  @Test
  void aVersionGivenTwiceIsRefused() throws IOException {
    // Given
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    String head =
        RawMcp.head("localhost", body.length())
            + "MCP-Protocol-Version: 2025-11-25\r\nMCP-Protocol-Version: 2026-07-28\r\n\r\n";
    // When
    String answer = RawMcp.send(server.port(), head + body);
    // Then
    assertThat(answer).startsWith("HTTP/1.1 400").contains("-32020", "more than once");
  }

  @Test
  void aHeaderMayBeBase64OfTheBodysText() {
    // Given
    ObjectNode message = McpClient.message("tools/call", CALL);
    Map<String, String> headers = new LinkedHashMap<>(McpClient.headers(message));
    headers.put("Mcp-Name", "=?base64?dGVzdF9zaW1wbGVfdGV4dA==?=");
    // When
    Reply reply = client.send(message.toString(), headers);
    // Then
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void aHeaderGivenTwiceIsRefused() throws IOException {
    // Given
    String body = McpClient.message("tools/call", CALL).toString();
    String head =
        RawMcp.head("localhost", body.length())
            + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\n"
            + "Mcp-Name: test_simple_text\r\nMcp-Name: other\r\n\r\n";
    // When
    String answer = RawMcp.send(server.port(), head + body);
    // Then
    assertThat(answer).startsWith("HTTP/1.1 400").contains("-32020", "more than once");
  }

  @ParameterizedTest
  @ValueSource(strings = {MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES})
  void aMissingMemberOfMetaIsRefused(String member) {
    // Given
    ObjectNode message = McpClient.message("tools/list", "{}");
    Map<String, String> headers = McpClient.headers(message);
    ((ObjectNode) message.at("/params/_meta")).remove(member);
    // When
    Reply reply = client.send(message.toString(), headers);
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(-32602);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2099-01-01", "2025-11-25"})
  void aVersionThatThisFormDoesNotSpeakIsToldTheOneThatItDoes(String version) {
    // Given
    ObjectNode message = McpClient.message("tools/list", "{}");
    ((ObjectNode) message.at("/params/_meta")).put(MetaKeys.PROTOCOL_VERSION, version);
    Map<String, String> headers = new LinkedHashMap<>(McpClient.headers(message));
    headers.put("MCP-Protocol-Version", version);
    // When
    Reply reply = client.send(message.toString(), headers);
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("error").path("data").toString())
        .isEqualTo("{\"supported\":[\"2026-07-28\"],\"requested\":\"" + version + "\"}");
    assertThat(reply.errorCode()).isEqualTo(-32022);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2025-03-26, 2025-03-26",
    "2024-11-05, 2025-11-25",
    "2026-07-28, 2025-11-25"
  })
  void theHandshakeAgreesOnAnOlderRevision(String asked, String agreed) {
    // When
    Reply reply =
        client.older("initialize", "{'protocolVersion':'%s','capabilities':{}}".formatted(asked));
    // Then
    assertThat(reply.json().at("/result/protocolVersion").stringValue()).isEqualTo(agreed);
    assertThat(reply.header("Mcp-Session-Id")).isEmpty();
    assertThat(reply.json().at("/result/capabilities/tools").has("listChanged")).isFalse();
  }

  @Test
  void anOlderClientNeedsNoVersionHeaderAndNoSession() {
    // When
    Reply ping = client.older("ping", "{}");
    Reply list = client.older("tools/list", "{'_meta':{'progressToken':0}}");
    Reply unknown = client.older("nobody/knows", "{}");
    // Then
    assertThat(ping.json().path("result").toString()).isEqualTo("{}");
    assertThat(list.json().at("/result/tools").isArray()).isTrue();
    assertThat(list.json().path("result").has("resultType")).isFalse();
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(unknown.errorCode()).isEqualTo(-32601);
  }

  @Test
  void notificationsAndResponsesAreTakenWithoutAnAnswer() {
    // When
    Reply notification =
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", Map.of());
    Reply response = client.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}", Map.of());
    // Then
    assertThat(notification.status()).isEqualTo(202);
    assertThat(notification.http().body()).isEmpty();
    assertThat(response.status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"method\":\"tools/list\"} | -32700",
        "{\"jsonrpc\":\"2.0\",\"id\":1 | -32700",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | -32602",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":3}} | -32602"
      })
  void whatIsNoMessageIsRefused(String body, int code) {
    // When
    Reply reply = client.send(body, Map.of());
    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.json().path("id").isNull()).isTrue();
  }

  @Test
  void aMessageMayBeOneMebibyteAndNotOneByteMore() {
    // Given
    String start = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"";
    String end = "\"}}";
    int room = 1024 * 1024 - start.length() - end.length();
    // When
    Reply largest = client.send(start + "x".repeat(room) + end, Map.of());
    Reply tooLarge = client.send(start + "x".repeat(room + 1) + end, Map.of());
    // Then
    assertThat(largest.status()).isEqualTo(200);
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.json().at("/error/data/code").stringValue()).isEqualTo("request_too_large");
  }

  @Test
  void aMessageNestedTooDeepIsRefused() {
    // Given
    String deep = "[".repeat(120) + "]".repeat(120);
    // When
    Reply reply =
        client.send(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":" + deep + "}}",
            Map.of());
    // Then
    assertThat(reply.errorCode()).isEqualTo(-32700);
  }

  @Test
  void anEmptyProgressTokenIsAToken() {
    // Given
    ObjectNode message =
        McpClient.message("tools/call", "{'name':'test_tool_with_progress','arguments':{}}");
    ((ObjectNode) message.at("/params/_meta")).put("progressToken", "");
    // When
    try (McpClient.Events events = client.stream(message)) {
      // Then
      assertThat(events.header("Content-Type")).startsWith("text/event-stream");
      assertThat(events.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(events.message().at("/params/progressToken").stringValue()).isEmpty();
    }
  }
}
