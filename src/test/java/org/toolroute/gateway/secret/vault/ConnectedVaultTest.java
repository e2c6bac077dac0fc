package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.secret.vault.FaultyVault.Fault.answer;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.secret.SecretSetupException;
import org.toolroute.gateway.secret.vault.FaultyVault.Fault;

/** What a gateway does that finds Vault shut, or its own token refused, when it starts. */
@Timeout(60)
class ConnectedVaultTest {
  private static final String TOKEN = "canary-token-90817263";
  private static final Fault LOOKUP = answer(200, "{\"data\":{\"ttl\":3600,\"renewable\":true}}");

  @Test
  void tokenRefusedAtStartIsAReasonNotToStart() {
    try (FaultyVault server = FaultyVault.start(answer(403, "{}"))) {
      assertThatThrownBy(() -> connect(server))
          .isInstanceOf(SecretSetupException.class)
          .hasMessageContaining("toolroute.vault.token")
          .hasMessageNotContainingAny(TOKEN);
    }
  }

  @Test
  void sealedVaultAtStartIsWaitedFor() {
    try (FaultyVault server = FaultyVault.start(answer(503, "{}"));
        CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = connect(server)) {
      assertThat(vault.health().check().ready()).isFalse();
      assertThat(vault.health().check().reason()).contains("sealed");
      assertThat(logs.text()).contains("vault is not available at start").doesNotContain(TOKEN);
    }
  }

  @Test
  void nothingIsRevokedThatIsNotTheGatewaysOwn() {
    try (FaultyVault server = FaultyVault.start(LOOKUP)) {
      connect(server).close();

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void nothingPrintsTheToken() {
    VaultSettings settings = settings("http://127.0.0.1:1");

    assertThat(settings.toString()).doesNotContain(TOKEN);
    assertThat(VaultLogin.of(settings, VaultClient.anonymous(settings, VaultHttp.client(settings))))
        .asString()
        .doesNotContain(TOKEN);
  }

  private static ConnectedVault connect(FaultyVault server) {
    return ConnectedVault.connect(settings(server.address().toString()));
  }

  private static VaultSettings settings(String address) {
    return VaultSettingsBuilder.at(URI.create(address))
        .with("token", TOKEN)
        .with("request-timeout", "500ms")
        .with("call-timeout", "800ms")
        .build();
  }
}
