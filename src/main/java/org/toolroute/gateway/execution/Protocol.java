package org.toolroute.gateway.execution;

import java.util.Locale;

/** The ways in which a tool call reaches the gateway. */
public enum Protocol {
  REST,
  MCP,
  A2A,
  FUNCTIONS;

  /** The name in usage rows and meters. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
