package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.toolroute.gateway.parts.VaultServer;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.SecretAccess;

/** A real server, logins to it as the gateway makes them, and what operators do to it. */
final class GatewayVault {
  static final SealingContext CONTEXT = new SealingContext("acct_1", "live", "openai", "byok_1", 1);

  private final VaultServer server = VaultServer.shared();

  VaultServer server() {
    return server;
  }

  static String open(KeyEnvelope envelope, SealedSecret sealed) {
    return envelope.open(CONTEXT, sealed).reveal(SecretAccess.UPSTREAM_REQUEST);
  }

  static String find(ConnectedVault vault, ProviderId provider) {
    return vault
        .sharedCredentials()
        .find(provider)
        .orElseThrow()
        .reveal(SecretAccess.UPSTREAM_REQUEST);
  }

  static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  void writeSharedKey(ProviderId provider, int version, String key) {
    server.asRoot(
        "POST",
        "toolroute-kv/data/providers/" + provider,
        "{\"options\":{\"cas\":%d},\"data\":{\"api_key\":\"%s\"}}".formatted(version, key));
  }

  String token(String ttl) {
    return server.token(ttl, "toolroute-runtime", "toolroute-registrar");
  }

  void revoke(String token) {
    server.asRoot("POST", "auth/token/revoke", "{\"token\":\"" + token + "\"}");
  }

  /** The accessors of all tokens there are. */
  String accessors() {
    return server.asRoot("LIST", "auth/token/accessors", "").path("data").path("keys").toString();
  }

  /** Revokes every token that was made since {@code before}. */
  void revokeNewest(String before) {
    for (var accessor :
        server.asRoot("LIST", "auth/token/accessors", "").path("data").path("keys")) {
      if (!before.contains(accessor.asString())) {
        server.asRoot(
            "POST", "auth/token/revoke-accessor", "{\"accessor\":\"" + accessor.asString() + "\"}");
      }
    }
  }

  /** Connects with a token of the gateway's policies. */
  ConnectedVault connect(String token) {
    return ConnectedVault.connect(
        VaultSettingsBuilder.at(server.address()).with("token", token).build());
  }

  VaultSettings tokenFile(Path file) {
    return VaultSettingsBuilder.at(server.address()).with("token-file", file).build();
  }

  VaultSettings appRole(Path directory, String wrapping) throws IOException {
    return appRole(Files.writeString(directory.resolve("wrapped"), wrapping));
  }

  VaultSettings appRole(Path file) {
    return VaultSettingsBuilder.at(server.address())
        .with("role-id", server.roleId())
        .with("wrapped-secret-id-file", file)
        .build();
  }
}
