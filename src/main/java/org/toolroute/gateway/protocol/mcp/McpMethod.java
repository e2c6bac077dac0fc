package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;

/** What is done for one method, for example {@code tools/call}. */
@FunctionalInterface
public interface McpMethod {
  /**
   * Answers {@code request}.
   *
   * @param stream for messages that go ahead of the answer
   * @throws McpError when the answer is an error
   * @throws IOException when the client is gone
   */
  McpResult answer(McpRequest request, McpStream stream) throws IOException;
}
