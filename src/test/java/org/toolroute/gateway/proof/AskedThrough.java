package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The doors whose caller waits on a connection: one search as each of them is asked for it. */
enum AskedThrough {
  REST(
      "/api/v1/execute",
      "application/json",
      "{\"tool\":\"tavily\",\"operation\":\"search\",\"input\":" + Search.INPUT + "}"),
  FUNCTIONS("/api/v1/tool-calls", "application/json", "[" + functionCall(1) + "]"),
  MCP("/mcp", "application/json", mcpCall()),
  MCP_STREAM("/mcp", "application/json, text/event-stream", mcpCall());

  private final String path;
  private final String accept;
  private final String body;

  AskedThrough(String path, String accept, String body) {
    this.path = path;
    this.accept = accept;
    this.body = body;
  }

  /** The whole request. */
  byte[] request(String key, String... headers) {
    return bytes(key, body, headers);
  }

  /** The request with another body. */
  byte[] requestOf(String key, String other) {
    return bytes(key, other);
  }

  private byte[] bytes(String key, String other, String... headers) {
    String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    String head =
        """
        POST %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Accept: %s
        Content-Length: %d
        """
            .formatted(path, key, accept, other.length());
    return (head.replace("\n", "\r\n") + more + "\r\n" + other).getBytes(UTF_8);
  }

  /** A search as OpenAI's models ask for it. */
  static String functionCall(int number) {
    String arguments = Search.INPUT.replace("\"", "\\\"");
    return "{\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"tavily__search\",\"arguments\":\"%s\"}}"
        .formatted(number, arguments);
  }

  private static String mcpCall() {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
        + "{\"name\":\"tavily__search\",\"arguments\":"
        + Search.INPUT
        + "}}";
  }
}
