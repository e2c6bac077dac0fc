package org.toolroute.gateway.secret;

import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/**
 * Envelope encryption of one secret. Guarantee: a sealed secret opens only with the wrapping key
 * and under the same {@link SealingContext}; any change to either, or to a byte of it, is detected.
 */
public interface KeyEnvelope {
  /**
   * Encrypts under a fresh data key.
   *
   * @throws GatewayException {@code secrets_unavailable} when the wrapping key cannot be reached
   */
  SealedSecret seal(SealingContext context, Secret secret);

  /**
   * Decrypts. The caller closes the result.
   *
   * @throws GatewayException {@code secrets_unavailable} when the wrapping key cannot be reached;
   *     {@code byok_key_unreadable} when the ciphertext fails authentication
   */
  Secret open(SealingContext context, SealedSecret sealed);

  /** Drops every cached data key of the secret {@code id}. */
  void forget(String id);

  /** Drops every cached data key. */
  void forgetAll();
}
