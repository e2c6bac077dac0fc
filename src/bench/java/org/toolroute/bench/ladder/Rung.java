package org.toolroute.bench.ladder;

import java.util.List;
import java.util.Locale;

/** A step of the ladder: each adds one thing to the step before it. */
enum Rung {
  STUB("stub alone", "POST", "/v1/chat/completions", "provider-chat-completion.json"),
  PLAIN("plain camel-servlet", "GET", "/camel/plain", "-"),
  FORWARD("camel-http forward", "POST", "/camel/forward", "provider-chat-completion.json"),
  FREE("gateway, free call", "POST", Gateway.EXECUTE, "library-search.json"),
  BYOK("gateway, BYOK call", "POST", Gateway.EXECUTE, "chat-completion.json"),
  CREDITS("gateway, credits call", "POST", Gateway.EXECUTE, "chat-completion.json"),
  ONCE(
      "BYOK call with an Idempotency-Key",
      "POST",
      Gateway.EXECUTE,
      "chat-completion.json",
      "Idempotency-Key: " + Rung.UNIQUE),
  MCP(
      "BYOK call over MCP",
      "POST",
      "/mcp",
      "mcp-tools-call.json",
      "Accept: application/json, text/event-stream",
      "MCP-Protocol-Version: 2026-07-28",
      "Mcp-Method: tools/call",
      "Mcp-Name: openai__chat_completion"),
  FUNCTIONS("BYOK call of a function", "POST", "/api/v1/tool-calls", "tool-call.json"),
  A2A("BYOK call over A2A", "POST", "/api/a2a", "a2a-send-message.json", "A2A-Version: 1.0"),
  BYTES("plain camel-servlet, the list's bytes", "GET", "/camel/bytes", "-"),
  HEALTH("gateway with many tools, health", "GET", StartUps.LIVENESS, "-"),
  LIST(
      "gateway with many tools, tools/list",
      "POST",
      "/mcp",
      "mcp-tools-list.json",
      "Accept: application/json, text/event-stream",
      "MCP-Protocol-Version: 2026-07-28",
      "Mcp-Method: tools/list");

  /** Becomes another number of the same length in every request, in a header or in the body. */
  static final String UNIQUE = "@unique-number@";

  final String title;
  final String method;
  final String path;

  /** A file below {@code src/bench/calls}, or {@code -} for a request without a body. */
  final String body;

  /** Further headers, {@code Name: value} each. */
  final List<String> headers;

  Rung(String title, String method, String path, String body, String... headers) {
    this.title = title;
    this.method = method;
    this.path = path;
    this.body = body;
    this.headers = List.of(headers);
  }

  /** Whether it is a call through the gateway that has the shipped providers only. */
  boolean isGateway() {
    return compareTo(FREE) >= 0 && !isListing();
  }

  /**
   * Whether it is for judging the list of a gateway with many tools, which runs beside the other.
   */
  boolean isListing() {
    return compareTo(BYTES) >= 0;
  }

  boolean hasAccounts() {
    return isGateway() || this == LIST;
  }

  /** Whether it is measured at the most connections and accounts only. */
  boolean isWidestOnly() {
    return isVariant() || isListing();
  }

  /** Whether it is a call of another rung, made in another way. */
  private boolean isVariant() {
    return isGateway() && compareTo(CREDITS) > 0;
  }

  /** The rung whose accounts make the calls. */
  Rung payer() {
    return isVariant() ? BYOK : this;
  }

  boolean callsProvider() {
    return this != PLAIN && !isListing();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Rung of(String id) {
    return valueOf(id.strip().toUpperCase(Locale.ROOT));
  }
}
