package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.VaultServer;

/** What the shipped bootstrap script leaves behind. */
class BootstrapIT {
  private final VaultServer server = VaultServer.shared();

  @Test
  void bootstrapCanBeRunAgainAndChangesNothing() {
    server.asRoot(
        "POST",
        "toolroute-kv/data/providers/elevenlabs",
        "{\"options\":{\"cas\":0},\"data\":{\"api_key\":\"sk-x\"}}");
    String keyBefore =
        server.asRoot("GET", "toolroute-transit/keys/byok", "").path("data").toString();

    String printed = server.bootstrap();

    assertThat(printed).contains("AppRole toolroute-gateway carries");
    assertThat(server.asRoot("GET", "toolroute-transit/keys/byok", "").path("data").toString())
        .isEqualTo(keyBefore);
    assertThat(
            server
                .asRoot("GET", "toolroute-kv/data/providers/elevenlabs", "")
                .path("data")
                .toString())
        .contains("sk-x");
  }

  @Test
  void theKeyIsDerivedAndNeverLeaves() {
    var key = server.asRoot("GET", "toolroute-transit/keys/byok", "").path("data");

    assertThat(key.path("derived").asBoolean()).isTrue();
    assertThat(key.path("exportable").asBoolean()).isFalse();
    assertThat(key.path("allow_plaintext_backup").asBoolean()).isFalse();
    assertThat(key.path("deletion_allowed").asBoolean()).isFalse();
    assertThat(key.path("type").asString()).isEqualTo("aes256-gcm96");
  }

  @Test
  void theRoleGivesOnlyPeriodicTokensWithoutTheDefaultPolicy() {
    var role = server.asRoot("GET", "auth/approle/role/toolroute-gateway", "").path("data");

    assertThat(role.path("token_no_default_policy").asBoolean()).isTrue();
    assertThat(role.path("token_period").asInt()).isEqualTo(3600);
    assertThat(role.path("secret_id_num_uses").asInt()).isEqualTo(1);
    assertThat(role.path("secret_id_ttl").asInt()).isEqualTo(600);
  }
}
