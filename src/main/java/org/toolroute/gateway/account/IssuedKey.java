package org.toolroute.gateway.account;

import org.toolroute.gateway.shared.Secret;

/**
 * A new gateway key together with the key itself, which exists nowhere else and cannot be shown
 * again.
 */
public record IssuedKey(GatewayKey key, Secret secret) {}
