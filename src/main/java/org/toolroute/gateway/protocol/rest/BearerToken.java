package org.toolroute.gateway.protocol.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.toolroute.gateway.shared.Secret;

/** The bearer token of a request (RFC 6750 section 2.1), read from the wire, never the exchange. */
public final class BearerToken {
  private static final String SCHEME = "bearer ";

  private BearerToken() {}

  /** The token, or an empty secret, which is nobody's. */
  public static Secret of(Exchange exchange) {
    return of(Wire.request(exchange));
  }

  /** The token of a request that no route has seen. */
  public static Secret of(HttpServletRequest request) {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return Secret.of(bearer ? header.substring(SCHEME.length()).strip() : "");
  }

  /**
   * What {@code WWW-Authenticate} says to a request that was refused. Without {@code
   * resource_metadata}: it would send clients looking for an authorization server that is not
   * there. {@code error} only where a credential was sent (RFC 6750 section 3.1).
   */
  public static String challenge(HttpServletRequest request) {
    return request.getHeader("Authorization") == null
        ? "Bearer realm=\"toolroute\""
        : "Bearer realm=\"toolroute\", error=\"invalid_token\"";
  }
}
