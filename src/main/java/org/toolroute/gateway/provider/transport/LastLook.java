package org.toolroute.gateway.provider.transport;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The link of the HTTP client's chain between the open connection and the first byte on it: the
 * latest moment at which a call that nobody waits for costs nothing. Whatever took long has been
 * waited for by then: the hold, the key, a free connection, the handshake.
 */
final class LastLook implements ExecChainHandler {
  private static final String CALL = LastLook.class.getName();

  /** Says which call the request is of; the outermost link knows. */
  static void expect(UpstreamCall call, ExecChain.Scope scope) {
    scope.clientContext.setAttribute(CALL, call);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    HttpClientContext context = scope.clientContext;
    UpstreamCall call = requireNonNull(context.getAttribute(CALL, UpstreamCall.class), CALL);
    try {
      call.presence().require();
    } catch (GatewayException unsent) {
      giveBack(scope.execRuntime, context);
      throw unsent;
    }
    return chain.proceed(request, scope);
  }

  /** Nothing was said on the connection, so the next call can have it. */
  private static void giveBack(ExecRuntime connection, HttpClientContext context) {
    connection.markConnectionReusable(
        context.getUserToken(), context.getRequestConfigOrDefault().getConnectionKeepAlive());
    connection.releaseEndpoint();
  }
}
