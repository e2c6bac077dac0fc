package org.toolroute.gateway.protocol.rest;

import org.toolroute.gateway.shared.GatewayException;

/** One operation of the REST API; named in a {@code process} step of its route. */
@FunctionalInterface
public interface RestOperation {
  /**
   * Carries it out.
   *
   * @throws GatewayException when it fails; the wire binding writes it
   */
  RestAnswer answer(RestRequest request);
}
