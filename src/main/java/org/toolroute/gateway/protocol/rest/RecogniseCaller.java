package org.toolroute.gateway.protocol.rest;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step of what anybody may read: finds out who asks where the request says so. A key that does
 * not authenticate is refused, never taken for nobody's.
 */
final class RecogniseCaller implements Processor {
  private final AuthenticateCaller authenticate;

  RecogniseCaller(AuthenticateCaller authenticate) {
    this.authenticate = authenticate;
  }

  @Override
  public void process(Exchange exchange) {
    if (Wire.request(exchange).getHeader("Authorization") != null) {
      authenticate.process(exchange);
    }
  }
}
