package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.springframework.dao.DataAccessException;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.Secret;

/** Authentication by the stored hash of a gateway key; counts the requests of each. */
final class GatewayKeyAuthentication implements Authentication {
  private final KnownKeys keys;
  private final RateLimits limits;
  private final InstantSource clock;

  GatewayKeyAuthentication(KnownKeys keys, RateLimits limits, InstantSource clock) {
    this.keys = requireNonNull(keys, "keys");
    this.limits = requireNonNull(limits, "limits");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Caller authenticate(Secret gatewayKey) {
    Caller caller = authenticateAgain(gatewayKey);
    limits.count(caller.key());
    return caller;
  }

  @Override
  public Caller authenticateAgain(Secret gatewayKey) {
    // A malformed key is looked up as well, under a hash that no key has: same work, same time.
    KeyHash hash = KeyForm.matches(gatewayKey) ? KeyHash.of(gatewayKey) : KeyHash.ofNone();
    try {
      return keys.findGood(hash, clock.instant())
          .filter(key -> key.hash().equals(hash))
          .map(KnownKeys.KnownKey::caller)
          .orElseThrow(Authentication::refusal);
    } catch (DataAccessException e) {
      throw DatabaseFailure.of(e).orElseThrow(() -> e);
    }
  }
}
