package org.toolroute.gateway.admin;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.account.AdminAuthentication;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.Secret;

/** The step that lets only the operator in. */
final class AuthenticateOperator implements Processor {
  private final AdminAuthentication authentication;

  AuthenticateOperator(AdminAuthentication authentication) {
    this.authentication = authentication;
  }

  @Override
  public void process(Exchange exchange) {
    try (Secret token = BearerToken.of(exchange)) {
      authentication.authenticate(token);
    }
  }
}
