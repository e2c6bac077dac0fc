package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.secret.vault.GatewayVault.find;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** Shared provider keys in a real KV engine. */
class VaultCredentialsIT {
  private static final String KEY = "sk-canary-0f1e2d3c4b5a6978";

  private final GatewayVault real = new GatewayVault();

  @Test
  void sharedKeyIsReadFromVaultAndItsReplacementIsSeen() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      ProviderId provider = new ProviderId("tavily");
      assertThat(vault.sharedCredentials().find(provider)).isEmpty();
      assertThat(vault.sharedCredentials().isPresent(provider)).isFalse();

      real.writeSharedKey(provider, 0, "tvly-first");
      vault.sharedCredentials().forget(provider);
      assertThat(find(vault, provider)).isEqualTo("tvly-first");
      assertThat(vault.sharedCredentials().isPresent(provider)).isTrue();

      real.writeSharedKey(provider, 1, "tvly-second");
      assertThat(find(vault, provider)).as("kept for a moment").isEqualTo("tvly-first");
      vault.sharedCredentials().forget(provider);
      assertThat(find(vault, provider)).isEqualTo("tvly-second");
    }
  }

  @Test
  void missingSharedKeyIsNoticedWithinSecondsOfBeingWritten() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      ProviderId provider = new ProviderId("resend");
      assertThat(vault.sharedCredentials().find(provider)).isEmpty();
      real.writeSharedKey(provider, 0, "re_first");

      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(vault.sharedCredentials().find(provider)).isPresent());
    }
  }

  @Test
  void storingASharedKeyIsRefusedWithThePathToWrite() {
    try (ConnectedVault vault = real.connect(real.token("1h"))) {
      assertThatThrownBy(
              () -> vault.sharedCredentials().store(new ProviderId("openai"), Secret.of(KEY)))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(e.message())
                    .contains("toolroute-kv/providers/openai")
                    .doesNotContain(KEY);
              });
    }
  }
}
