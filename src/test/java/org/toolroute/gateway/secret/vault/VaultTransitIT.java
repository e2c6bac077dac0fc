package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.secret.vault.GatewayVault.CONTEXT;
import static org.toolroute.gateway.secret.vault.GatewayVault.assertCode;
import static org.toolroute.gateway.secret.vault.GatewayVault.open;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.KeyWrapper;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.secret.TestEnvelope;
import org.toolroute.gateway.secret.WrappedKey;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** Data keys wrapped by a real Transit engine. */
class VaultTransitIT {
  private static final String KEY = "sk-canary-0f1e2d3c4b5a6978";

  @TempDir private Path directory;
  private final GatewayVault real = new GatewayVault();

  @Test
  void sealsAndOpensWithTheTokenOfTheRole() throws IOException {
    try (ConnectedVault vault =
        ConnectedVault.connect(real.appRole(directory, real.server().wrappedSecretId()))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());

      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

      assertThat(sealed.wrappedKey()).startsWith("vault:v");
      assertThat(open(envelope, sealed)).isEqualTo(KEY);
      assertThat(vault.health().check().ready()).isTrue();
    }
  }

  @Test
  void movedOrChangedRowsDoNotOpen() {
    try (CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = real.connect(real.token("1h"))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

      for (SealingContext elsewhere :
          List.of(
              new SealingContext("acct_2", "live", "openai", "byok_1", 1),
              new SealingContext("acct_1", "test", "openai", "byok_1", 1),
              new SealingContext("acct_1", "live", "stripe", "byok_1", 1),
              new SealingContext("acct_1", "live", "openai", "byok_2", 1),
              new SealingContext("acct_1", "live", "openai", "byok_1", 2))) {
        assertCode(ErrorCode.BYOK_KEY_UNREADABLE, () -> envelope.open(elsewhere, sealed));
      }
      String wrapped = sealed.wrappedKey();
      int start = "vault:v1:".length();
      for (int at = start; at < wrapped.length(); at++) {
        char other = wrapped.charAt(at) == 'A' ? 'B' : 'A';
        String changed = wrapped.substring(0, at) + other + wrapped.substring(at + 1);
        assertCode(
            ErrorCode.BYOK_KEY_UNREADABLE,
            () ->
                envelope.open(
                    CONTEXT, new SealedSecret(changed, sealed.iv(), sealed.ciphertext())));
      }
      assertThat(logs.text()).contains("a stored key fails authentication").doesNotContain(KEY);
    }
  }

  @Test
  void sealedVaultIsUnavailableWhileKeptDataKeysGoOnUntilTheirTime() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      // Given one registration whose data key is kept, and one whose is not
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper(), Duration.ofSeconds(4));
      SealedSecret used = envelope.seal(CONTEXT, Secret.of(KEY));
      SealingContext otherContext = new SealingContext("acct_2", "live", "exa", "byok_2", 1);
      SealedSecret unused = envelope.seal(otherContext, Secret.of(KEY));
      assertThat(open(envelope, used)).isEqualTo(KEY);

      // When
      real.server().seal();
      try {
        // Then
        assertThat(open(envelope, used)).isEqualTo(KEY);
        assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> envelope.open(otherContext, unused));
        assertCode(
            ErrorCode.SECRETS_UNAVAILABLE, () -> envelope.seal(CONTEXT, Secret.of("sk-new")));
        assertCode(
            ErrorCode.SECRETS_UNAVAILABLE,
            () -> vault.sharedCredentials().find(new ProviderId("openai")));
        assertThat(vault.health().check().ready()).isFalse();
        assertThat(vault.health().check().reason()).contains("sealed");
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> open(envelope, used)));
      } finally {
        real.server().unseal();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(vault.health().check().ready()).isTrue());
      assertThat(open(envelope, used)).isEqualTo(KEY);
      assertThat(envelope.open(otherContext, unused).reveal(SecretAccess.UPSTREAM_REQUEST))
          .isEqualTo(KEY);
    }
  }

  @Test
  void forgottenRegistrationAsksVaultAgain() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper(), Duration.ofMinutes(5));
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
      open(envelope, sealed);
      envelope.forget(CONTEXT.id());

      real.server().seal();
      try {
        assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> open(envelope, sealed));
      } finally {
        real.server().unseal();
      }
    }
  }

  @Test
  void rotatedKeyRewrapsInOneBatchAndTheOldVersionCanBeRetired() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      // Given
      List<WrappedKey> keys = new ArrayList<>();
      for (int i = 0; i < KeyWrapper.REWRAP_MAX - 2; i++) {
        keys.add(
            new WrappedKey(
                "id" + i, "acct_" + i % 7, vault.keyWrapper().wrap("acct_" + i % 7, new byte[32])));
      }
      keys.add(new WrappedKey("bad", "acct_1", "vault:v1:AAAA"));
      keys.add(new WrappedKey("moved", "acct_6", keys.getFirst().wrapped()));

      // When
      real.server().asRoot("POST", "toolroute-transit/keys/byok/rotate", "");
      var rewrapped = vault.keyWrapper().rewrap(keys);

      // Then
      assertThat(rewrapped).hasSize(KeyWrapper.REWRAP_MAX);
      assertThat(rewrapped.get(KeyWrapper.REWRAP_MAX - 2)).isEmpty();
      assertThat(rewrapped.get(KeyWrapper.REWRAP_MAX - 1)).isEmpty();
      String version = rewrapped.getFirst().orElseThrow().split(":")[1];
      assertThat(rewrapped.subList(0, KeyWrapper.REWRAP_MAX - 2))
          .allSatisfy(w -> assertThat(w.orElseThrow()).startsWith("vault:" + version + ":"));
      for (int i = 0; i < 20; i++) {
        assertThat(vault.keyWrapper().unwrap(keys.get(i).owner(), rewrapped.get(i).orElseThrow()))
            .contains(new byte[32]);
      }
    }
  }

  @Test
  void retiredKeyVersionIsUnavailableNotUnreadable() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      String old = vault.keyWrapper().wrap("acct_1", new byte[32]);
      String rotated =
          real.server()
              .asRoot("POST", "toolroute-transit/keys/byok/rotate", "")
              .path("data")
              .path("latest_version")
              .toString();
      real.server()
          .asRoot(
              "POST",
              "toolroute-transit/keys/byok/config",
              "{\"min_decryption_version\":" + rotated + "}");
      try {
        assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> vault.keyWrapper().unwrap("acct_1", old));
        assertCode(
            ErrorCode.SECRETS_UNAVAILABLE,
            () -> vault.keyWrapper().rewrap(List.of(new WrappedKey("a", "acct_1", old))));
      } finally {
        real.server()
            .asRoot("POST", "toolroute-transit/keys/byok/config", "{\"min_decryption_version\":1}");
      }
    }
  }

  @Test
  void missingTransitKeyIsUnavailableNotUnreadable() {
    real.server()
        .asRoot(
            "POST",
            "sys/policies/acl/any-key",
            "{\"policy\":\"path \\\"toolroute-transit/*\\\" {capabilities=[\\\"update\\\"]}"
                + " path \\\"auth/token/lookup-self\\\" {capabilities=[\\\"read\\\"]}\"}");
    VaultSettings settings =
        VaultSettingsBuilder.at(real.server().address())
            .with("token", real.server().token("1h", "any-key"))
            .with("transit-key", "nosuch")
            .build();
    try (ConnectedVault vault = ConnectedVault.connect(settings)) {
      assertCode(
          ErrorCode.SECRETS_UNAVAILABLE,
          () -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));
    }
  }
}
