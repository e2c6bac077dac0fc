package org.toolroute.gateway.protocol.rest;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The servlet in front of the REST routes. It serves several prefixes ({@code /api}, {@code
 * /admin}) under the whole paths that the REST routes name. {@code HEAD} is answered as {@code GET}
 * is, without the body (RFC 9110 section 9.3.2).
 */
public final class GatewayServlet extends CamelHttpTransportServlet {
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";

  /** Every method that a REST route can be for. */
  private static final List<String> ROUTED = List.of(GET, "POST", "PUT", "PATCH", "DELETE");

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    // Afterwards: it sets one of its own.
    setServletResolveConsumerStrategy(new ExactMethods());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    super.service(new RoutedRequest(request), response);
  }

  /** The methods that the path of {@code request} takes; none when there is nothing. */
  public List<String> methods(HttpServletRequest request) {
    RoutedRequest routed = new RoutedRequest(request);
    return ROUTED.stream()
        .filter(method ->
            getServletResolveConsumerStrategy().isHttpMethodAllowed(routed, method, getConsumers()))
        .flatMap(method -> method.equals(GET) ? Stream.of(GET, HEAD) : Stream.of(method))
        .toList();
  }

  /** Shows the prefix that the servlet is mapped to as part of the path, and HEAD as GET. */
  private static final class RoutedRequest extends HttpServletRequestWrapper {

    RoutedRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return super.getMethod().equals(HEAD) ? GET : super.getMethod();
    }

    @Override
    public String getPathInfo() {
      String below = super.getPathInfo();
      return super.getServletPath() + (below == null ? "" : below);
    }

    @Override
    public String getServletPath() {
      return "";
    }
  }

  /**
   * Camel answers OPTIONS by itself, and takes a part of a method's name for the method. It also
   * compares a path with every template part by part, on each call; the paths that are called most
   * have no parameters.
   */
  private static final class ExactMethods extends HttpRestServletResolveConsumerStrategy {

    @Override
    protected @Nullable HttpConsumer doResolve(
        HttpServletRequest request, String method, Map<String, HttpConsumer> consumers) {
      if (!ROUTED.contains(method)) {
        return null;
      }
      HttpConsumer literal = literal(request.getPathInfo(), method, consumers);
      return literal == null ? super.doResolve(request, method, consumers) : literal;
    }

    private static @Nullable HttpConsumer literal(
        String path, String method, Map<String, HttpConsumer> consumers) {
      for (HttpConsumer consumer : consumers.values()) {
        if (path.equals(consumer.getPath())
            && method.equals(consumer.getEndpoint().getHttpMethodRestrict())) {
          return consumer;
        }
      }
      return null;
    }
  }
}
