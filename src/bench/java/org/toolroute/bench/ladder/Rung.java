package org.toolroute.bench.ladder;

import java.util.Locale;

/** A step of the ladder: each adds one thing to the step before it. */
enum Rung {
  STUB("stub alone", "POST", "/v1/chat/completions", "provider-chat-completion.json"),
  PLAIN("plain camel-servlet", "GET", "/camel/plain", "-"),
  FORWARD("camel-http forward", "POST", "/camel/forward", "provider-chat-completion.json"),
  FREE("gateway, free call", "POST", Gateway.EXECUTE, "library-search.json"),
  BYOK("gateway, BYOK call", "POST", Gateway.EXECUTE, "chat-completion.json"),
  CREDITS("gateway, credits call", "POST", Gateway.EXECUTE, "chat-completion.json");

  final String title;
  final String method;
  final String path;

  /** A file below {@code src/bench/calls}, or {@code -} for a request without a body. */
  final String body;

  Rung(String title, String method, String path, String body) {
    this.title = title;
    this.method = method;
    this.path = path;
    this.body = body;
  }

  boolean isGateway() {
    return compareTo(FREE) >= 0;
  }

  boolean callsProvider() {
    return this != PLAIN;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Rung of(String id) {
    return valueOf(id.strip().toUpperCase(Locale.ROOT));
  }
}
