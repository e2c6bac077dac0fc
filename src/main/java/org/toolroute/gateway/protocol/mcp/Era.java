package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.List;

/** The rules of one revision of the protocol, or of several that are alike. */
public interface Era {
  /**
   * Answers {@code request} by these rules.
   *
   * @return the JSON of the result, in pieces
   * @throws McpError when the answer is an error
   * @throws IOException when the client is gone
   */
  List<byte[]> answer(McpRequest request, McpStream stream) throws IOException;

  /** The HTTP status under which {@code error} is told. */
  int status(McpError error);
}
