package org.toolroute.gateway.protocol;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.toolroute.gateway.execution.CallerPresence;

/**
 * The sender of a request that is being answered: there until its connection says otherwise, and
 * gone for every call of the request once that has ended, however it ended. To be closed before the
 * server gets the connection back, which is read by nobody else from then on.
 */
public final class WaitingCaller implements CallerPresence, AutoCloseable {
  private final Optional<CallerConnection> connection;
  private boolean gone;

  WaitingCaller(Optional<CallerConnection> connection) {
    this.connection = connection;
  }

  /** The sender of {@code request}. */
  public static WaitingCaller of(HttpServletRequest request) {
    return new WaitingCaller(
        request.getServletConnection() instanceof CallerConnection known
            ? Optional.of(known)
            : Optional.empty());
  }

  @Override
  public synchronized boolean gone() {
    gone = gone || connection.map(CallerConnection::closedByCaller).orElse(false);
    return gone;
  }

  @Override
  public synchronized void close() {
    gone = true;
  }
}
