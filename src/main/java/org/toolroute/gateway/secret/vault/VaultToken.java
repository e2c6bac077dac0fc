package org.toolroute.gateway.secret.vault;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A token, and what Vault last said about it.
 *
 * @param client shows the token
 * @param known whether Vault was asked at all
 * @param ttl what was left of its life then; zero for a token that never expires
 */
record VaultToken(VaultClient client, boolean known, Duration ttl, boolean renewable) {
  static final String LOOKUP_SELF = "auth/token/lookup-self";

  /** A token that Vault was not asked about yet. */
  static VaultToken unknown(VaultClient client) {
    return new VaultToken(client, false, Duration.ZERO, false);
  }

  /** Asks Vault about the token. */
  VaultToken lookedUp() throws VaultFailure {
    return with(client.read(LOOKUP_SELF).path("data"), "ttl");
  }

  /** Makes it live on. */
  VaultToken renewed() throws VaultFailure {
    return with(client.write("auth/token/renew-self", Map.of()).path("auth"), "lease_duration");
  }

  /** Ends it. */
  void revoke() throws VaultFailure {
    client.write("auth/token/revoke-self", Map.of());
  }

  boolean expires() {
    return ttl.isPositive();
  }

  private VaultToken with(JsonNode answer, String ttlField) {
    return new VaultToken(
        client,
        true,
        Duration.ofSeconds(answer.path(ttlField).asLong(0)),
        answer.path("renewable").asBoolean(false));
  }

  @Override
  public String toString() {
    return "VaultToken[redacted]";
  }
}
