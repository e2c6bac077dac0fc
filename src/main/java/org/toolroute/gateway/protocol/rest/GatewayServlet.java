package org.toolroute.gateway.protocol.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;

/**
 * The servlet in front of the REST routes. It serves several prefixes ({@code /api}, {@code
 * /admin}) under the whole paths that the REST routes name.
 */
public final class GatewayServlet extends CamelHttpTransportServlet {

  public GatewayServlet() {
    setServletResolveConsumerStrategy(new HttpRestServletResolveConsumerStrategy());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    super.service(new WholePath(request), response);
  }

  /** Shows the prefix that the servlet is mapped to as part of the path. */
  private static final class WholePath extends HttpServletRequestWrapper {

    WholePath(HttpServletRequest request) {
      super(request);
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
}
