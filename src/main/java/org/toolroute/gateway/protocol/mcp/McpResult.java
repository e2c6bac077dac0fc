package org.toolroute.gateway.protocol.mcp;

import tools.jackson.databind.node.ObjectNode;

/** The result of a method, before its revision adds what every result has. */
public sealed interface McpResult {

  /** Made for this request. */
  record Fresh(ObjectNode body) implements McpResult {}

  /**
   * Made before and served to many.
   *
   * @param members the members of the result as JSON, without the braces around them; not changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ready(byte[] members) implements McpResult {}
}
