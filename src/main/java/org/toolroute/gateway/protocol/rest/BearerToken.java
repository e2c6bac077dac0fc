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

  /** The token of a request that no route has taken. */
  public static Secret of(HttpServletRequest request) {
    String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return Secret.of(bearer ? header.substring(SCHEME.length()).strip() : "");
  }
}
