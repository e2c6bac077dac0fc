package org.toolroute.gateway.secret;

import java.time.Duration;

/**
 * A server that keeps the wrapping keys and the shared provider keys in place of the local key file
 * and the database.
 */
public interface KeyVault {
  KeyWrapper keyWrapper();

  SharedCredentials sharedCredentials();

  VaultHealth health();

  /** How long an unwrapped data key may be kept in memory; zero for not at all. */
  Duration dataKeyTtl();
}
