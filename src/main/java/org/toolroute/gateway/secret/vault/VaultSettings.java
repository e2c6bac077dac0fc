package org.toolroute.gateway.secret.vault;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings {@code toolroute.vault.*}. The gateway proves who it is with exactly one of: an AppRole
 * ({@code roleId} and {@code wrappedSecretIdFile}), a {@code tokenFile}, a {@code token}.
 *
 * @param address of Vault or OpenBao, for example {@code https://vault.example:8200}; setting it is
 *     what puts Vault to use
 * @param namespace of Vault Enterprise or OpenBao
 * @param kvMount mount of the KV engine (version 2) with the shared provider keys
 * @param transitMount mount of the Transit engine
 * @param transitKey name of the derived Transit key that wraps data keys
 * @param roleId of the AppRole
 * @param wrappedSecretIdFile holds a response-wrapping token around a secret id; read at start-up,
 *     and again when the gateway needs a new token
 * @param role name of the AppRole, which the wrapping token must have been made for
 * @param tokenFile holds a token, for example the sink of a Vault Agent; read again when the token
 *     is refused
 * @param token a token itself, for trying things out
 * @param caFile PEM certificates that the server's is checked against, in place of the JDK's
 * @param connectTimeout for a TCP connection and its TLS handshake
 * @param requestTimeout from sending a request to the last byte of its answer
 * @param callTimeout for a request and its repetitions together
 * @param dekCacheTtl how long an unwrapped data key may be kept in memory; 0 asks Vault every time
 */
@Validated
@ConfigurationProperties("toolroute.vault")
record VaultSettings(
    @NotNull URI address,
    @Nullable String namespace,
    @DefaultValue("toolroute-kv") @Pattern(regexp = PATH) String kvMount,
    @DefaultValue("toolroute-transit") @Pattern(regexp = PATH) String transitMount,
    @DefaultValue("byok") @Pattern(regexp = NAME) String transitKey,
    @Nullable String roleId,
    @Nullable Path wrappedSecretIdFile,
    @DefaultValue("toolroute-gateway") @Pattern(regexp = NAME) String role,
    @Nullable Path tokenFile,
    @Nullable String token,
    @Nullable Path caFile,
    @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration connectTimeout,
    @DefaultValue("3s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration requestTimeout,
    @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration callTimeout,
    @DefaultValue("300s") @DurationMin @DurationMax(hours = 1) Duration dekCacheTtl) {
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";
  private static final String PATH = "[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64})*";

  @Override
  public String toString() {
    return "VaultSettings[" + address + "]";
  }
}
