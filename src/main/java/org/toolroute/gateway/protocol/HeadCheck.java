package org.toolroute.gateway.protocol;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import org.toolroute.gateway.protocol.rest.JsonErrors;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The filter in front of every servlet: refuses a request for a foreign host or from a foreign web
 * page, and one whose head says twice what can be meant once, since whoever stands between may go
 * by the other one. A refusal has the form of the path's protocol.
 */
public final class HeadCheck extends HttpFilter {
  private static final String AUTHORIZATION = "Authorization";
  private static final List<String> SINGLE =
      List.of("Origin", "Idempotency-Key", "Content-Type", "A2A-Version");

  private final transient OriginCheck origins;
  private final transient List<RefusalForm> forms;

  /**
   * @param forms of the protocols that have one of their own; all others are told as the REST API
   *     tells errors
   */
  public HeadCheck(OriginCheck origins, List<RefusalForm> forms) {
    this.origins = origins;
    this.forms = List.copyOf(forms);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      origins.check(request);
      requireSingle(request);
    } catch (GatewayException refusal) {
      write(request, response, refusal);
      return;
    }
    chain.doFilter(request, response);
  }

  /** The headers of MCP that repeat the body are looked at beside it, with errors of their own. */
  private static void requireSingle(HttpServletRequest request) {
    if (isRepeated(request, AUTHORIZATION)) {
      throw refusal(ErrorCode.INVALID_API_KEY, AUTHORIZATION);
    }
    for (String header : SINGLE) {
      if (isRepeated(request, header)) {
        throw refusal(ErrorCode.INVALID_REQUEST, header);
      }
    }
  }

  private static boolean isRepeated(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    if (!values.hasMoreElements()) {
      return false;
    }
    values.nextElement();
    return values.hasMoreElements();
  }

  private static GatewayException refusal(ErrorCode code, String header) {
    return new GatewayException(code, "The header " + header + " is given more than once.");
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, GatewayException refusal)
      throws IOException {
    String path =
        requireNonNullElse(request.getServletPath(), "")
            + requireNonNullElse(request.getPathInfo(), "");
    for (RefusalForm form : forms) {
      if (form.isFor(path)) {
        form.write(request, response, refusal);
        return;
      }
    }
    JsonErrors.write(request, response, refusal);
  }
}
