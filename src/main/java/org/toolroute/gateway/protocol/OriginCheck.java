package org.toolroute.gateway.protocol;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Keeps foreign web pages out: a page cannot choose the {@code Host} and {@code Origin} that its
 * browser sends, so a name that was rebound to this machine, or a page of another site, is seen by
 * them. Pages that may call get CORS headers; credentials of the browser are never allowed.
 */
public final class OriginCheck {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> WEB = Set.of("http", "https");
  private static final String ORIGIN = "Origin";

  private final HttpSettings settings;

  public OriginCheck(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Refuses a request for a host, or from an origin, that is not allowed.
   *
   * @throws GatewayException {@code invalid_request} with status 403
   */
  public void check(HttpServletRequest request) {
    String host = requireNonNullElse(request.getServerName(), "").toLowerCase(Locale.ROOT);
    if (!LOOPBACK.contains(host) && !settings.allowedHosts().contains(host)) {
      throw refusal(
          "This gateway does not answer under that host name; see toolroute.http.allowed-hosts.");
    }
    if (!origin(request).map(origin -> isAllowed(origin) || isOf(host, origin)).orElse(true)) {
      throw refusal(
          "Pages of that origin may not call this gateway; see toolroute.http.allowed-origins.");
    }
  }

  /** Lets the page of an allowed origin read the answer. */
  public void allowPage(
      HttpServletRequest request, HttpServletResponse response, String exposedHeaders) {
    response.addHeader("Vary", ORIGIN);
    origin(request)
        .filter(this::isAllowed)
        .ifPresent(origin -> {
          response.setHeader("Access-Control-Allow-Origin", origin);
          response.setHeader("Access-Control-Expose-Headers", exposedHeaders);
        });
  }

  /** Whether a browser asks what a page may send. */
  public static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(ORIGIN) != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static Optional<String> origin(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(ORIGIN));
  }

  private boolean isAllowed(String origin) {
    String name = origin.toLowerCase(Locale.ROOT);
    return settings.allowedOrigins().contains(name) || LOOPBACK.contains(host(name));
  }

  /** Pages that are read under the gateway's own name, such as its {@code /docs}, are its own. */
  private static boolean isOf(String host, String origin) {
    return !host.isEmpty() && host(origin.toLowerCase(Locale.ROOT)).equals(host);
  }

  private static String host(String origin) {
    try {
      URI page = new URI(origin);
      return WEB.contains(requireNonNullElse(page.getScheme(), ""))
          ? requireNonNullElse(page.getHost(), "")
          : "";
    } catch (URISyntaxException notAnOrigin) {
      return "";
    }
  }

  private static GatewayException refusal(String message) {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, 403, message, JsonNodeFactory.instance.objectNode());
  }
}
