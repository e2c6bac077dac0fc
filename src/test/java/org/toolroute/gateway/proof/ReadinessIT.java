package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.parts.VaultServer;

/** Readiness says whether Vault can do its work, and if not, why. The database: see L8's proofs. */
class ReadinessIT {
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final String READINESS = "/actuator/health/readiness";

  @Test
  void aSealedVaultIsNamedInReadinessUntilItIsOpenAgain() {
    VaultServer vault = VaultServer.shared();
    String token = vault.token("1h", "toolroute-runtime", "toolroute-registrar");
    try (TestDatabase database = TestDatabase.create();
        ProviderStub stub = ProviderStub.start();
        TestGateway gateway =
            TestGateway.start(
                database,
                stub,
                TestGateway.newHome(),
                Map.of(
                    "toolroute.vault.address",
                    vault.address().toString(),
                    "toolroute.vault.token",
                    token))) {
      GatewayClient management = new GatewayClient(gateway.managementPort(), "");
      // Given
      awaitReady(management);
      // When
      vault.seal();
      Reply sealed;
      Reply liveness;
      Reply everything;
      try {
        sealed = management.get(READINESS, "");
        liveness = management.get("/actuator/health/liveness", "");
        everything = management.get("/actuator/health", "");
      } finally {
        vault.unseal();
      }
      // Then
      assertThat(sealed.status()).isEqualTo(503);
      assertThat(sealed.json().at("/components/secrets/status").asString()).isEqualTo("DOWN");
      assertThat(sealed.json().at("/components/secrets/details/reason").asString())
          .contains("sealed");
      assertThat(sealed.json().at("/components/db/status").asString()).isEqualTo("UP");
      assertThat(sealed.text())
          .doesNotContain(token, database.password(), TestGateway.ADMIN_TOKEN, "jdbc:");
      assertThat(everything.text())
          .doesNotContain(token, database.password(), TestGateway.ADMIN_TOKEN, "jdbc:");
      assertThat(liveness.status()).isEqualTo(200);
      awaitReady(management);
    }
  }

  private static void awaitReady(GatewayClient management) {
    await()
        .atMost(RECOVERY)
        .untilAsserted(() -> assertThat(management.get(READINESS, "").status()).isEqualTo(200));
  }
}
