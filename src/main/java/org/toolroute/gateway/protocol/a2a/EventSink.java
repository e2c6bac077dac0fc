package org.toolroute.gateway.protocol.a2a;

import java.io.IOException;
import org.toolroute.gateway.shared.GatewayException;

/** Where the events of a stream go; an {@link IOException} says that the caller is gone. */
interface EventSink {

  /**
   * Looks whether to go on.
   *
   * @throws GatewayException when the caller may hear no more
   */
  void look() throws IOException;

  void send(TaskEvent event) throws IOException;

  /** Shows that the stream lives, to whatever stands between. */
  void keepAlive() throws IOException;
}
