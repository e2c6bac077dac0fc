package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.toolroute.gateway.protocol.RefusalForm;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.NullNode;

/** An error of the path's binding, under the refusal's own status; of the agent card's as well. */
record A2aRefusal() implements RefusalForm {

  @Override
  public boolean isFor(String path) {
    return path.equals(A2aConfiguration.RPC_PATH)
        || path.startsWith(A2aConfiguration.HTTP_PATH + "/")
        || path.equals(A2aConfiguration.CARD_PATH);
  }

  @Override
  public void write(
      HttpServletRequest request, HttpServletResponse response, GatewayException refusal)
      throws IOException {
    WireError error = WireError.of(refusal);
    Wire.writeErrorHeaders(request, response, error);
    boolean rpc = request.getServletPath().equals(A2aConfiguration.RPC_PATH);
    Wire.write(
        response,
        error.httpStatus(),
        "application/json",
        rpc ? JsonRpcServlet.error(NullNode.getInstance(), error) : error.http());
  }
}
