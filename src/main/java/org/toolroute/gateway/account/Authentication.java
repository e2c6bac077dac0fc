package org.toolroute.gateway.account;

import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/** Turns a presented gateway key into its owner. */
public interface Authentication {
  /**
   * Finds the owner of {@code gatewayKey}.
   *
   * @param gatewayKey what followed {@code Bearer } on the request
   * @throws GatewayException {@code invalid_api_key}, with one text for a malformed, unknown,
   *     expired and revoked key
   */
  Caller authenticate(Secret gatewayKey);
}
