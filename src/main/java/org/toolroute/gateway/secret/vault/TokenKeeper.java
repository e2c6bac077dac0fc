package org.toolroute.gateway.secret.vault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.secret.SecretSetupException;
import org.toolroute.gateway.shared.Secret;

/**
 * Holds the gateway's current token: gets it, renews it, replaces it when Vault no longer knows it,
 * and says what the operator has to do when there is none. {@link TokenRenewal} calls it in time.
 */
final class TokenKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);

  /** A burst of refused requests asks Vault once about the token, not once each. */
  private static final long RECHECK_NANOS = Duration.ofSeconds(1).toNanos();

  private final VaultClient anonymous;
  private final VaultLogin login;
  private volatile @Nullable VaultToken current;

  /** What is wrong, while the token is refused and there is no fresh one; else empty. */
  private volatile String trouble = "";

  private long checkedAt = System.nanoTime() - RECHECK_NANOS;

  TokenKeeper(VaultClient anonymous, VaultLogin login) {
    this.anonymous = anonymous;
    this.login = login;
  }

  /**
   * Gets the first token. A token from outside is kept while Vault is unreachable or sealed, and
   * checked when Vault is back.
   *
   * @throws SecretSetupException when there is no token, or Vault refuses it
   */
  synchronized void start() {
    try {
      if (acquire().isEmpty()) {
        throw new SecretSetupException(login.remedy());
      }
    } catch (VaultFailure e) {
      if (current == null || e.status() == VaultFailure.FORBIDDEN) {
        throw new SecretSetupException(
            "Vault does not let the gateway in. " + login.remedy() + " (" + e.getMessage() + ")");
      }
      LOG.atWarn().addKeyValue("reason", e.reason()).log("vault is not available at start");
    }
  }

  VaultToken current() {
    return requireNonNull(current, "the keeper was not started");
  }

  String trouble() {
    return trouble;
  }

  /**
   * Another token than {@code refused}.
   *
   * @throws VaultFailure {@code failure} itself, when {@code refused} is good and a policy says no,
   *     or when there is no other
   */
  synchronized VaultToken replace(VaultToken refused, VaultFailure failure) throws VaultFailure {
    if (current().client() != refused.client()) {
      return current();
    }
    if (System.nanoTime() - checkedAt < RECHECK_NANOS) {
      throw failure;
    }
    checkedAt = System.nanoTime();
    if (trouble.isEmpty() && isKnown(refused)) {
      throw failure;
    }
    return afterRefusal().orElseThrow(() -> failure);
  }

  /** Renews or replaces the token, as is due; says how long until something is due again. */
  synchronized Duration tend() {
    try {
      if (!trouble.isEmpty()) {
        return untilNext(afterRefusal());
      }
      VaultToken token = current();
      if (!token.known()) {
        current = token.lookedUp();
      } else if (token.expires() && token.renewable()) {
        current = token.renewed();
      } else if (token.expires()) {
        return untilNext(acquire());
      }
      return TokenRenewal.untilRenewal(current());
    } catch (VaultFailure e) {
      LOG.atWarn().addKeyValue("reason", e.reason()).log("vault token not renewed");
      return e.status() == VaultFailure.FORBIDDEN
          ? untilNext(afterRefusal())
          : TokenRenewal.RECOVERY;
    }
  }

  /** Revokes the token if it is the gateway's own. */
  void revoke() {
    VaultToken token = current;
    if (token == null || !login.ownsTokens() || !trouble.isEmpty()) {
      return;
    }
    try {
      token.revoke();
      LOG.atInfo().log("vault token revoked");
    } catch (VaultFailure e) {
      LOG.atWarn().addKeyValue("reason", e.reason()).log("vault token not revoked");
    }
  }

  private static Duration untilNext(Optional<VaultToken> token) {
    return token.map(TokenRenewal::untilRenewal).orElse(TokenRenewal.RECOVERY);
  }

  /** A fresh token instead of a refused one; without one, the gateway is in trouble. */
  private Optional<VaultToken> afterRefusal() {
    try {
      Optional<VaultToken> token = acquire();
      if (token.isEmpty()) {
        report("Vault refuses the gateway's token. " + login.remedy());
      }
      return token;
    } catch (SecretSetupException e) {
      report(requireNonNull(e.getMessage()));
      return Optional.empty();
    } catch (VaultFailure e) {
      report(e.reason() + ". " + login.remedy());
      return Optional.empty();
    }
  }

  /** The token of a new login; empty when there is nothing new to log in with. */
  private Optional<VaultToken> acquire() throws VaultFailure {
    Optional<Secret> fresh = login.freshToken();
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    VaultToken token = VaultToken.unknown(anonymous.withToken(fresh.get()));
    current = token; // kept even if Vault goes away now: this login cannot be repeated
    token = token.lookedUp();
    current = token;
    trouble = "";
    LOG.atInfo().addKeyValue("ttl", token.ttl()).log("vault token accepted");
    return Optional.of(token);
  }

  private void report(String reason) {
    if (!reason.equals(trouble)) {
      trouble = reason;
      LOG.atError().addKeyValue("reason", reason).log("vault cannot be used");
    }
  }

  private static boolean isKnown(VaultToken token) throws VaultFailure {
    try {
      token.lookedUp();
      return true;
    } catch (VaultFailure e) {
      if (e.status() == VaultFailure.FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }
}
