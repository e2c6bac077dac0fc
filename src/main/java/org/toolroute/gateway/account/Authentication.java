package org.toolroute.gateway.account;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/** Turns a presented gateway key into its owner, once for each request. */
public interface Authentication {
  /**
   * Finds the owner of {@code gatewayKey} and counts the request against the key's limit.
   *
   * @param gatewayKey what followed {@code Bearer } on the request
   * @throws GatewayException {@code invalid_api_key}, with one text for a malformed, unknown,
   *     expired and revoked key, and in the same time for each; {@code ledger_unavailable} when the
   *     database that knows the keys cannot answer; {@code rate_limited}
   */
  Caller authenticate(Secret gatewayKey);

  /**
   * Finds the owner again while a request is still answered, and counts nothing.
   *
   * @throws GatewayException {@code invalid_api_key}, {@code ledger_unavailable}
   */
  Caller authenticateAgain(Secret gatewayKey);

  /** What is thrown for every key that does not authenticate, and for a request without one. */
  static GatewayException refusal() {
    return new GatewayException(
        ErrorCode.INVALID_API_KEY,
        "The gateway key is missing or not valid. Send it as: Authorization: Bearer tr_live_...");
  }
}
