package org.toolroute.gateway.protocol;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The filter that names every request: the caller's own {@code X-Request-Id} when it is harmless, a
 * new one otherwise. The same header is on every answer.
 */
public final class RequestId extends HttpFilter {
  public static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = RequestId.class.getName();
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The name of a request that passed the filter. */
  public static String of(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(ATTRIBUTE)).map(Object::toString).orElse("");
  }

  /** Names the request, unless it has a name, and puts the name on the answer. */
  public static void name(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(ATTRIBUTE) == null) {
      request.setAttribute(ATTRIBUTE, givenOrNew(request));
    }
    response.setHeader(HEADER, of(request));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    name(request, response);
    chain.doFilter(request, response);
  }

  private static String givenOrNew(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HEADER))
        .filter(given -> HARMLESS.matcher(given).matches())
        .orElseGet(() -> "req_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
