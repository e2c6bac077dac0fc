package org.toolroute.gateway.platform;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.toolroute.gateway.protocol.CallerConnection;

/**
 * HTTP/1.1 whose connections know whether the caller has closed them. Blocking I/O hears of that
 * only when it writes the answer.
 *
 * <p>The look is one read without waiting, into the buffer of the socket: what has come is there
 * for the parser of the next request as if it had come later. Tomcat's own way to ask ({@code
 * ActionCode.AVAILABLE}) reads into the buffer of the request instead, and loses the place of a
 * request that was sent along with this one.
 */
public final class WatchedHttp extends Http11NioProtocol {

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      protected ServletConnection getServletConnection() {
        return new Watched(super.getServletConnection(), getSocketWrapper());
      }
    };
  }

  /** A connection while a request on it is answered. */
  private record Watched(ServletConnection described, SocketWrapperBase<?> socket)
      implements CallerConnection {

    @Override
    public boolean closedByCaller() {
      try {
        // Whether the next request has begun to come does not matter; its caller is there.
        boolean _ = socket.isReadyForRead();
        return false;
      } catch (IOException closed) {
        return true;
      }
    }

    @Override
    public String getConnectionId() {
      return described.getConnectionId();
    }

    @Override
    public String getProtocol() {
      return described.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
      return described.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
      return described.isSecure();
    }
  }
}
