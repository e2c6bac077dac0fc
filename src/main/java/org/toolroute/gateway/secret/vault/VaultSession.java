package org.toolroute.gateway.secret.vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.secret.VaultHealth;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;

/** Requests to Vault under whichever token is the current one, and whether they work at all. */
final class VaultSession implements VaultHealth {
  private static final Logger LOG = LoggerFactory.getLogger(VaultSession.class);

  private final TokenKeeper tokens;
  private final Repetition repetition;

  VaultSession(TokenKeeper tokens, Repetition repetition) {
    this.tokens = tokens;
    this.repetition = repetition;
  }

  /**
   * Makes a request that may be sent more than once: again when it may succeed in a moment, and
   * with a new token when Vault no longer knows the old one.
   */
  JsonNode call(Use use) throws VaultFailure {
    VaultToken token = tokens.current();
    try {
      return repetition.run(() -> use.with(token.client()));
    } catch (VaultFailure e) {
      if (e.status() != VaultFailure.FORBIDDEN) {
        throw e;
      }
      VaultClient next = tokens.replace(token, e).client();
      return repetition.run(() -> use.with(next));
    }
  }

  @Override
  public Status check() {
    try {
      call(client -> client.read(VaultToken.LOOKUP_SELF));
      return Status.READY;
    } catch (VaultFailure e) {
      return Status.unready(tokens.trouble().isEmpty() ? e.reason() : tokens.trouble());
    }
  }

  /**
   * What a caller of the gateway is told about {@code failure}; the operator finds it in the log.
   */
  static GatewayException unavailable(VaultFailure failure) {
    (failure.passing() ? LOG.atWarn() : LOG.atError())
        .addKeyValue("reason", failure.reason())
        .addKeyValue("error", failure.getMessage())
        .log("vault request failed");
    return new GatewayException(
        ErrorCode.SECRETS_UNAVAILABLE, "The key store is not available. Try again later.");
  }

  /** What is asked of Vault. */
  interface Use {
    JsonNode with(VaultClient client) throws VaultFailure;
  }
}
