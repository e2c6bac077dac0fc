package org.toolroute.gateway.protocol;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.toolroute.gateway.shared.GatewayException;

/**
 * How one protocol tells that a request was refused by its head, ahead of the protocol's servlet.
 */
public interface RefusalForm {

  /**
   * Whether requests to a path are of this protocol.
   *
   * @param path the whole path, decoded
   */
  boolean isFor(String path);

  /** Writes {@code refusal} as the whole answer. */
  void write(HttpServletRequest request, HttpServletResponse response, GatewayException refusal)
      throws IOException;
}
