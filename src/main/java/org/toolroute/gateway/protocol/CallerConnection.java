package org.toolroute.gateway.protocol;

import jakarta.servlet.ServletConnection;

/** A connection that knows whether the one at its other end has closed it. */
public interface CallerConnection extends ServletConnection {

  /**
   * Whether no more will come from the caller, who has closed the connection or its half of it. For
   * one thread at a time, and only while a request on the connection is answered.
   */
  boolean closedByCaller();
}
