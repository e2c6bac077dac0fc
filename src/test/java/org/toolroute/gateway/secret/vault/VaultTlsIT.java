package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.ServerProcess;
import org.toolroute.gateway.parts.VaultBinary;
import org.toolroute.gateway.parts.VaultServer;
import org.toolroute.gateway.secret.SecretSetupException;

/** A real server behind TLS with a private CA. */
class VaultTlsIT {
  @TempDir private Path directory;

  @Test
  void onlyTheServerOfTheGivenCaIsTrusted() {
    // Given
    int port = VaultServer.freePort();
    URI address = URI.create("https://127.0.0.1:" + port);
    try (ServerProcess server = startServer(port)) {
      Path ca =
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(this::caFile, found -> !found.toString().isEmpty());

      // When, Then
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(isReady(settings(address).with("ca-file", ca))).isTrue());
      assertThat(isReady(settings(address))).as("the JDK's own CAs").isFalse();
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void unusableCaFileIsAReasonNotToStart() throws IOException {
    URI address = URI.create("https://127.0.0.1:1");
    for (Path file :
        List.of(
            directory.resolve("missing.pem"),
            Files.writeString(directory.resolve("empty.pem"), ""),
            Files.writeString(directory.resolve("other.pem"), "no certificate"))) {
      VaultSettings settings = settings(address).with("ca-file", file).build();

      assertThatThrownBy(() -> ConnectedVault.connect(settings))
          .isInstanceOf(SecretSetupException.class)
          .hasMessageContaining(file.toString());
    }
  }

  private static boolean isReady(VaultSettingsBuilder settings) {
    try (ConnectedVault vault = ConnectedVault.connect(settings.build())) {
      return vault.health().check().ready();
    }
  }

  private static VaultSettingsBuilder settings(URI address) {
    return VaultSettingsBuilder.at(address).with("token", "root-of-tests");
  }

  private ServerProcess startServer(int port) {
    return ServerProcess.start(
        directory,
        Map.of(),
        List.of(
            VaultBinary.find(),
            "server",
            "-dev",
            "-dev-tls",
            "-dev-tls-cert-dir=" + directory,
            "-dev-listen-address=127.0.0.1:" + port,
            "-dev-root-token-id=root-of-tests",
            "-dev-no-store-token"));
  }

  private Path caFile() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith("ca.pem"))
          .findFirst()
          .orElse(Path.of(""));
    }
  }
}
