package org.toolroute.gateway.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;

/**
 * A gateway key as its owner and the operator see it, without the key.
 *
 * @param prefix its first 16 characters
 * @param revokedAt when it was revoked; empty while it is not
 */
public record GatewayKey(
    KeyId id,
    AccountId account,
    Environment environment,
    Optional<String> name,
    String prefix,
    Set<String> allowedTools,
    Optional<Budget> budget,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  public GatewayKey {
    allowedTools = Set.copyOf(allowedTools);
  }

  GatewayKey with(Optional<Budget> itsBudget) {
    return new GatewayKey(
        id,
        account,
        environment,
        name,
        prefix,
        allowedTools,
        itsBudget,
        createdAt,
        expiresAt,
        revokedAt);
  }
}
