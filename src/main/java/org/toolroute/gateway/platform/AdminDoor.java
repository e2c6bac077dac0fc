package org.toolroute.gateway.platform;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps the operator surface and everything else on a port each: on the other's, a path leads
 * nowhere. Goes by the connector that took the request, which nothing in the request can change,
 * and by the path that servlets are found by, decoded and without dot segments.
 */
final class AdminDoor extends ValveBase {
  private static final String ADMIN = "/admin";

  private final Connector adminPort;

  AdminDoor(Connector adminPort) {
    super(true);
    this.adminPort = adminPort;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    // A path that cannot be read is refused already, whatever it is.
    if (isMisplaced(request) && response.getStatus() != HttpServletResponse.SC_BAD_REQUEST) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
    getNext().invoke(request, response);
  }

  private boolean isMisplaced(Request request) {
    return request.getConnector().equals(adminPort) != isAdmin(request);
  }

  private static boolean isAdmin(Request request) {
    String path =
        Optional.ofNullable(request.getDecodedRequestURI()).orElse("").toLowerCase(Locale.ROOT);
    return path.equals(ADMIN) || path.startsWith(ADMIN + "/");
  }
}
