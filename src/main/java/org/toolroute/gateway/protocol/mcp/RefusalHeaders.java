package org.toolroute.gateway.protocol.mcp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;

/** The headers that clients act on when a request is refused before its message is read. */
final class RefusalHeaders {
  private RefusalHeaders() {}

  static void add(
      GatewayException refusal, HttpServletRequest request, HttpServletResponse response) {
    if (refusal.code() == ErrorCode.INVALID_API_KEY) {
      response.setHeader("WWW-Authenticate", BearerToken.challenge(request));
    }
    if (refusal.code() == ErrorCode.METHOD_NOT_ALLOWED) {
      response.setHeader("Allow", "POST");
    }
    JsonNode seconds = refusal.details().path("retry_after");
    if (seconds.isNumber()) {
      response.setHeader("Retry-After", seconds.asString());
    }
  }
}
