package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.secret.vault.GatewayVault.CONTEXT;
import static org.toolroute.gateway.secret.vault.GatewayVault.assertCode;
import static org.toolroute.gateway.secret.vault.GatewayVault.find;
import static org.toolroute.gateway.secret.vault.GatewayVault.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.secret.TestEnvelope;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** The life of the gateway's token on a real server, to its end and beyond. */
class TokenKeeperIT {
  private static final String KEY = "sk-canary-0f1e2d3c4b5a6978";

  @TempDir private Path directory;
  private final GatewayVault real = new GatewayVault();

  @Test
  void tokenIsRenewedBeforeItEnds() {
    try (ConnectedVault vault = real.connect(real.token("4s"))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

      // well past the token's first life, it still works
      Awaitility.await()
          .during(Duration.ofSeconds(9))
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(() -> assertThat(open(envelope, sealed)).isEqualTo(KEY));
    }
  }

  @Test
  void revokedTokenIsReplacedByTheFileWithinTheSameCall() throws IOException {
    String first = real.token("1h");
    Path file = Files.writeString(directory.resolve("token"), first + "\n");
    try (ConnectedVault vault = ConnectedVault.connect(real.tokenFile(file))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
      real.revoke(first);
      Files.writeString(file, real.token("1h"));

      assertThat(open(envelope, sealed)).isEqualTo(KEY);
    }
  }

  @Test
  void revokedTokenWithoutAnotherTurnsUnreadyWithAReasonAndRecovers() throws IOException {
    // Given
    String first = real.token("1h");
    Path file = Files.writeString(directory.resolve("token"), first);
    try (CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = ConnectedVault.connect(real.tokenFile(file))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

      // When
      real.revoke(first);

      // Then
      assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> open(envelope, sealed));
      assertThat(vault.health().check().reason()).contains("refuses").contains(file.toString());
      assertThat(logs.text()).contains("vault cannot be used").doesNotContain(first, KEY);
      String second = real.token("1h");
      Files.writeString(file, second);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(vault.health().check().ready()).isTrue());
      assertThat(open(envelope, sealed)).isEqualTo(KEY);
      assertThat(logs.text()).doesNotContain(second);
    }
  }

  @Test
  void revokedTokenInABurstOfCallsIsReplacedOnceForAll() throws Exception {
    String first = real.token("1h");
    Path file = Files.writeString(directory.resolve("token"), first);
    try (ConnectedVault vault = ConnectedVault.connect(real.tokenFile(file));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
      Files.writeString(file, real.token("1h"));
      real.revoke(first);

      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        calls.add(threads.submit(() -> open(envelope, sealed)));
      }
      for (Future<String> call : calls) {
        assertThat(call.get()).isEqualTo(KEY);
      }
    }
  }

  @Test
  void tokenFromAFileOutlivesTheGateway() throws IOException {
    String token = real.token("1h");
    Path file = Files.writeString(directory.resolve("token"), token);

    ConnectedVault.connect(real.tokenFile(file)).close();

    assertThat(real.server().request(token, "GET", "auth/token/lookup-self", "", Map.of()).status())
        .isEqualTo(200);
  }

  @Test
  void ownTokenIsRevokedAtShutdown() throws IOException {
    String before = real.accessors();
    ConnectedVault vault =
        ConnectedVault.connect(real.appRole(directory, real.server().wrappedSecretId()));
    assertThat(real.accessors()).isNotEqualTo(before);

    vault.close();

    assertThat(real.accessors()).isEqualTo(before);
  }

  @Test
  void endedTokenOfTheRoleIsReplacedByAFreshWrappedSecretId() throws IOException {
    // Given a gateway that logged in and whose token is gone
    Path file = Files.writeString(directory.resolve("wrapped"), real.server().wrappedSecretId());
    String before = real.accessors();
    try (ConnectedVault vault = ConnectedVault.connect(real.appRole(file))) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
      real.revokeNewest(before);

      // When there is nothing new, then it says so
      assertCode(ErrorCode.SECRETS_UNAVAILABLE, () -> open(envelope, sealed));
      assertThat(vault.health().check().reason()).contains("fresh wrapped secret id");

      // When a fresh one is delivered, then it recovers by itself
      Files.writeString(file, real.server().wrappedSecretId());
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(vault.health().check().ready()).isTrue());
      assertThat(open(envelope, sealed)).isEqualTo(KEY);
    }
  }

  @Test
  void nothingSecretIsLoggedInAWholeLife() throws IOException {
    try (CapturedLogs logs = CapturedLogs.start()) {
      String wrapping = real.server().wrappedSecretId();
      ConnectedVault vault = ConnectedVault.connect(real.appRole(directory, wrapping));
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper(), Duration.ofMinutes(1));
      SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
      open(envelope, sealed);
      assertCode(
          ErrorCode.BYOK_KEY_UNREADABLE,
          () -> envelope.open(new SealingContext("acct_9", "live", "openai", "byok_9", 1), sealed));
      real.writeSharedKey(new ProviderId("stripe"), 0, "sk_live_canary_77");
      find(vault, new ProviderId("stripe"));
      vault.close();

      assertThat(logs.text())
          .contains("vault token accepted", "vault token revoked")
          .doesNotContain(KEY, "sk_live_canary_77", wrapping, sealed.wrappedKey())
          .doesNotContainPattern("\\b(s|hvs)\\.[A-Za-z0-9]{20}"); // no token of any sort
    }
  }
}
