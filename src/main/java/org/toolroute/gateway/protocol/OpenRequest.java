package org.toolroute.gateway.protocol;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/**
 * A request that is answered over a long time. Its key was good when it came; before anything more
 * is told it must still be, or a revoked key would go on receiving results. Asking is cheap: the
 * answer is remembered until something changes. For the thread that answers the request.
 */
public final class OpenRequest {
  private final Authentication authentication;
  private final HttpServletRequest request;

  public OpenRequest(Authentication authentication, HttpServletRequest request) {
    this.authentication = authentication;
    this.request = request;
  }

  /**
   * Lets the request stay open, or ends it.
   *
   * @throws GatewayException {@code invalid_api_key}, {@code account_frozen}; {@code
   *     ledger_unavailable} when it cannot be known
   */
  public void require() {
    try (Secret key = BearerToken.of(request)) {
      authentication.authenticateAgain(key).requireNotFrozen();
    }
  }

  /**
   * Lets a request stay open whose caller is still connected.
   *
   * @throws IOException when the caller has closed the connection
   */
  public void requireConnected() throws IOException {
    if (request.getServletConnection() instanceof CallerConnection connection
        && connection.closedByCaller()) {
      throw new IOException("the caller has closed the connection");
    }
  }

  /** Who asks; counts the request. */
  public Caller authenticate() {
    try (Secret key = BearerToken.of(request)) {
      return authentication.authenticate(key);
    }
  }
}
