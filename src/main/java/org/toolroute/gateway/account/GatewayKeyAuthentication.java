package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/** Authentication by the stored hash of a gateway key. */
final class GatewayKeyAuthentication implements Authentication {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayKeyAuthentication.class);

  private final KnownKeys keys;
  private final InstantSource clock;

  GatewayKeyAuthentication(KnownKeys keys, InstantSource clock) {
    this.keys = requireNonNull(keys, "keys");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Caller authenticate(Secret gatewayKey) {
    // A malformed key is looked up as well, under a hash that no key has: same work, same time.
    KeyHash hash = KeyForm.matches(gatewayKey) ? KeyHash.of(gatewayKey) : KeyHash.ofNone();
    try {
      return keys.findGood(hash, clock.instant())
          .filter(key -> key.hash().equals(hash))
          .map(KnownKeys.KnownKey::caller)
          .orElseThrow(Authentication::refusal);
    } catch (DataAccessException e) {
      LOG.atWarn()
          .setCause(LOG.isDebugEnabled() ? e : null)
          .log("gateway keys cannot be read, request refused");
      throw new GatewayException(
          ErrorCode.LEDGER_UNAVAILABLE, "The gateway's database does not answer. Try again.");
    }
  }
}
