package org.toolroute.gateway.protocol.mcp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.protocol.RefusalForm;
import org.toolroute.gateway.shared.GatewayException;

/** A JSON-RPC error without an id, under the refusal's own status. */
record McpRefusal() implements RefusalForm {

  @Override
  public boolean isFor(String path) {
    return path.equals("/mcp") || path.startsWith("/mcp/");
  }

  @Override
  public void write(
      HttpServletRequest request, HttpServletResponse response, GatewayException refusal)
      throws IOException {
    RefusalHeaders.add(refusal, request, response);
    new McpStream(request, response)
        .finish(refusal.status(), List.of(ErrorJson.of(Optional.empty(), refusal)));
  }
}
