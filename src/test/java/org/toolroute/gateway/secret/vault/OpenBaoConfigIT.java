package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.ServerProcess;
import org.toolroute.gateway.parts.VaultBinary;
import org.toolroute.gateway.parts.VaultServer;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.secret.TestEnvelope;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The shipped configuration files for OpenBao and for the agent, run as they are. */
class OpenBaoConfigIT {
  private static final Path CONFIG = Path.of("vault-config").toAbsolutePath();
  private static final String KEY = "sk-canary-7766554433221100";
  private static final SealingContext CONTEXT =
      new SealingContext("acct_1", "live", "openai", "byok_1", 1);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("TOOLROUTE_DEPLOYER_PASSWORD", "for-tests-only");

  @TempDir private Path directory;

  @Test
  void selfInitialisingServerServesTheGatewayAndSurvivesARestart() throws IOException {
    // Given
    int port = VaultServer.freePort();
    Path config = prepare(port);
    Path wrapped = directory.resolve("wrapped");
    SealedSecret sealed;
    try (VaultServer server = VaultServer.startWith(directory, config, port, ENVIRONMENT)) {
      String deployer = logIn(server);
      VaultSettings settings = deliver(server, deployer, wrapped);
      try (ConnectedVault vault = ConnectedVault.connect(settings)) {
        sealed = TestEnvelope.over(vault.keyWrapper()).seal(CONTEXT, Secret.of(KEY));
      }
      assertThat(Files.readString(directory.resolve("data/audit.log")))
          .contains("toolroute-transit/datakey/plaintext/byok")
          .doesNotContain(KEY, deployer);
      assertThat(writeWithoutCheckAndSet(server, deployer))
          .as("the last of the initial requests was made too")
          .isEqualTo(400);
    }

    // When
    try (VaultServer server = VaultServer.startWith(directory, config, port, ENVIRONMENT)) {
      VaultSettings settings = deliver(server, logIn(server), wrapped);

      // Then
      try (ConnectedVault vault = ConnectedVault.connect(settings)) {
        assertThat(open(vault, sealed)).isEqualTo(KEY);
        assertThat(vault.sharedCredentials().isPresent(new ProviderId("exa"))).isFalse();
      }
    }
  }

  @Test
  void agentLogsInAndTheGatewayUsesItsToken() throws IOException {
    // Given
    VaultServer server = VaultServer.shared();
    Path run = Files.createDirectory(directory.resolve("run"));
    Files.writeString(run.resolve("role-id"), server.roleId());
    Files.writeString(run.resolve("wrapped-secret-id"), server.wrappedSecretId());
    try (ServerProcess agent = startAgent(server)) {
      // When
      Path token = run.resolve("token");
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> agent.isAlive() && Files.exists(token) && Files.size(token) > 0);

      // Then
      VaultSettings settings =
          VaultSettingsBuilder.at(server.address()).with("token-file", token).build();
      try (ConnectedVault vault = ConnectedVault.connect(settings)) {
        KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
        assertThat(open(vault, envelope.seal(CONTEXT, Secret.of(KEY)))).isEqualTo(KEY);
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
          .isEqualTo("r--------");
      assertThat(run.resolve("wrapped-secret-id")).doesNotExist();
    }
  }

  /** The shipped files in a directory of their own; only the ports are other ones. */
  private Path prepare(int port) throws IOException {
    Files.createSymbolicLink(directory.resolve("vault-config"), CONFIG);
    Files.createDirectories(directory.resolve("data/bao"));
    byte[] unsealKey = new byte[32];
    new SecureRandom().nextBytes(unsealKey);
    Files.write(directory.resolve("data/unseal.key"), unsealKey);
    String shipped = Files.readString(CONFIG.resolve("openbao/ci.hcl"));
    return Files.writeString(
        directory.resolve("ci.hcl"),
        shipped
            .replace("127.0.0.1:8200", "127.0.0.1:" + port)
            .replace("127.0.0.1:8201", "127.0.0.1:" + VaultServer.freePort()));
  }

  private static String logIn(VaultServer server) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server
                    .request(
                        "",
                        "POST",
                        "auth/userpass/login/deployer",
                        "{\"password\":\"for-tests-only\"}",
                        Map.of())
                    .body()
                    .path("auth")
                    .path("client_token")
                    .asString(""),
            token -> !token.isEmpty());
  }

  private static int writeWithoutCheckAndSet(VaultServer server, String deployer) {
    return server
        .request(
            deployer,
            "POST",
            "toolroute-kv/data/providers/exa",
            "{\"data\":{\"api_key\":\"x\"}}",
            Map.of())
        .status();
  }

  /** What an orchestrator does before it starts the gateway. */
  private static VaultSettings deliver(VaultServer server, String deployer, Path wrapped)
      throws IOException {
    String role = "auth/approle/role/toolroute-gateway/";
    String roleId =
        server
            .request(deployer, "GET", role + "role-id", "", Map.of())
            .body()
            .path("data")
            .path("role_id")
            .asString();
    Files.writeString(
        wrapped,
        server
            .request(deployer, "POST", role + "secret-id", "{}", Map.of("X-Vault-Wrap-TTL", "60s"))
            .body()
            .path("wrap_info")
            .path("token")
            .asString());
    return VaultSettingsBuilder.at(server.address())
        .with("role-id", roleId)
        .with("wrapped-secret-id-file", wrapped)
        .build();
  }

  private ServerProcess startAgent(VaultServer server) {
    String address = server.address().toString();
    return ServerProcess.start(
        directory,
        Map.of("VAULT_ADDR", address, "BAO_ADDR", address),
        List.of(VaultBinary.find(), "agent", "-config=" + CONFIG.resolve("agent/agent.hcl")));
  }

  private static String open(ConnectedVault vault, SealedSecret sealed) {
    return TestEnvelope.over(vault.keyWrapper())
        .open(CONTEXT, sealed)
        .reveal(SecretAccess.UPSTREAM_REQUEST);
  }
}
