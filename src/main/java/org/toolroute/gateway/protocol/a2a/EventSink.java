package org.toolroute.gateway.protocol.a2a;

import java.io.IOException;

/** Where the events of a stream go; an {@link IOException} says that the caller is gone. */
interface EventSink {

  void send(TaskEvent event) throws IOException;

  /** Shows that the stream lives, to whatever stands between. */
  void keepAlive() throws IOException;
}
