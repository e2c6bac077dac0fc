package org.toolroute.gateway.protocol.rest;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.shared.Secret;

/** The step that finds out who asks, by the gateway key on the wire. */
final class AuthenticateCaller implements Processor {
  private final Authentication authentication;

  AuthenticateCaller(Authentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void process(Exchange exchange) {
    try (Secret key = BearerToken.of(exchange)) {
      exchange.setVariable(RestRequest.CALLER, authentication.authenticate(key));
    }
  }
}
