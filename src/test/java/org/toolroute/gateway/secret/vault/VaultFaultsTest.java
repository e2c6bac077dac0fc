package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.secret.vault.FaultyVault.Fault.answer;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.secret.TestEnvelope;
import org.toolroute.gateway.secret.vault.FaultyVault.Fault;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** Whatever goes wrong on the way to Vault, callers see one error, and see it in time. */
@Timeout(60)
class VaultFaultsTest {
  private static final String TOKEN = "canary-token-90817263";
  private static final String SECRET = "canary-secret-5a4b3c2d";
  private static final Fault LOOKUP = answer(200, "{\"data\":{\"ttl\":3600,\"renewable\":true}}");
  private static final SealingContext CONTEXT =
      new SealingContext("acct_1", "live", "openai", "byok_1", 1);
  private static final SealedSecret SEALED =
      new SealedSecret("vault:v1:AAAA", new byte[12], new byte[32]);
  private static final String DECRYPTED =
      "{\"data\":{\"plaintext\":\"" + Base64.getEncoder().encodeToString(new byte[32]) + "\"}}";

  static Stream<Fault> faults() {
    return Stream.of(
        answer(400, "{\"errors\":[\"encryption key not found\"]}"),
        answer(403, "{\"errors\":[\"permission denied\"]}"),
        answer(404, "{\"errors\":[\"no handler for route\"]}"),
        answer(412, "{}"),
        answer(429, "{}"),
        answer(473, "{}"),
        answer(500, "{}"),
        answer(503, "{\"errors\":[\"Vault is sealed\"]}"),
        answer(200, ""),
        answer(200, "null"),
        answer(200, "[]"),
        answer(200, "{\"data\":{\"plaintext\":\"c2hvcnQ=\"}}"),
        answer(200, "{\"data\":{\"plaintext\":\"***\"}}"),
        answer(200, "{\"data\":{\"plaintext\":7}}"),
        answer(204, ""),
        new Fault.Redirect("http://127.0.0.1:1/"),
        new Fault.Hang(),
        new Fault.HangInBody(),
        new Fault.Endless(),
        new Fault.Reset(),
        new Fault.Garbage());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultIsSecretsUnavailable(Fault fault) {
    try (FaultyVault server = FaultyVault.start(LOOKUP, fault);
        CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = connect(server)) {
      KeyEnvelope envelope = TestEnvelope.over(vault.keyWrapper());

      assertUnavailable(() -> envelope.open(CONTEXT, SEALED));
      assertUnavailable(() -> envelope.seal(CONTEXT, Secret.of(SECRET)));
      assertThat(logs.text()).contains("vault request failed").doesNotContain(TOKEN, SECRET);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultOfKvIsSecretsUnavailableOrNoKey(Fault fault) {
    try (FaultyVault server = FaultyVault.start(LOOKUP, fault);
        CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = connect(server)) {
      try {
        assertThat(vault.sharedCredentials().find(new ProviderId("openai"))).isEmpty();
      } catch (GatewayException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE);
      }
      assertThat(vault.sharedCredentials().isPresent(new ProviderId("openai"))).isFalse();
      assertThat(logs.text()).doesNotContain(TOKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cipher: message authentication failed",
        "invalid ciphertext: could not decode base64",
        "invalid ciphertext length"
      })
  void changedCiphertextIsUnreadable(String error) {
    try (FaultyVault server =
            FaultyVault.start(LOOKUP, answer(400, "{\"errors\":[\"" + error + "\"]}"));
        CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = connect(server)) {
      assertThatThrownBy(() -> TestEnvelope.over(vault.keyWrapper()).open(CONTEXT, SEALED))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.BYOK_KEY_UNREADABLE));
      assertThat(logs.text()).contains("a stored key fails authentication");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 429, 473, 500, 502, 503, 504})
  void whatPassesInAMomentIsRepeated(int status) {
    try (FaultyVault server =
            FaultyVault.start(
                LOOKUP, answer(status, "{}"), answer(status, "{}"), answer(200, DECRYPTED));
        ConnectedVault vault = connect(server)) {
      assertThat(vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA")).isPresent();
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void lostConnectionIsRepeated() {
    try (FaultyVault server = FaultyVault.start(LOOKUP, new Fault.Reset(), answer(200, DECRYPTED));
        ConnectedVault vault = connect(server)) {
      assertThat(vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void whatWillNotPassIsNotRepeated(int status) {
    try (FaultyVault server = FaultyVault.start(LOOKUP, answer(status, "{}"));
        ConnectedVault vault = connect(server)) {
      assertUnavailable(() -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void repetitionIsBoundedInNumber() {
    try (FaultyVault server = FaultyVault.start(LOOKUP, answer(503, "{}"));
        ConnectedVault vault = connect(server)) {
      assertUnavailable(() -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));
      assertThat(server.requests()).hasSize(1 + 3);
    }
  }

  @Test
  void repetitionIsBoundedInTime() {
    try (FaultyVault server = FaultyVault.start(LOOKUP, new Fault.Hang());
        ConnectedVault vault = connect(server)) {
      long start = System.nanoTime();

      assertUnavailable(() -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));

      // one request may still start within the total time, and then has its own time
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
    }
  }

  @Test
  void interruptedCallerIsNotKeptWaiting() {
    try (FaultyVault server = FaultyVault.start(LOOKUP, answer(503, "{}"));
        ConnectedVault vault = connect(server)) {
      Thread.currentThread().interrupt();

      assertUnavailable(() -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.requests().size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void listOfProvidersDoesNotWaitForEachWhileVaultHangs() {
    try (FaultyVault server = FaultyVault.start(LOOKUP, new Fault.Hang());
        ConnectedVault vault = connect(server)) {
      for (int i = 0; i < 20; i++) {
        assertThat(vault.sharedCredentials().isPresent(new ProviderId("p" + i))).isFalse();
      }
      assertThat(server.requests().size()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void deniedByPolicyAsksOnceWhetherTheTokenIsGood() {
    // Given a token that Vault knows and a path that its policy denies
    try (FaultyVault server =
            FaultyVault.start(
                LOOKUP, answer(403, "{}"), LOOKUP, answer(403, "{}"), answer(403, "{}"));
        CapturedLogs logs = CapturedLogs.start();
        ConnectedVault vault = connect(server)) {
      for (int i = 0; i < 3; i++) {
        assertUnavailable(() -> vault.keyWrapper().unwrap("acct_1", "vault:v1:AAAA"));
      }

      assertThat(server.requests()).hasSize(5);
      assertThat(logs.text()).contains("ERROR");
    }
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE);
              assertThat(e.message() + e.details()).doesNotContain(TOKEN, SECRET, "byok");
            });
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
