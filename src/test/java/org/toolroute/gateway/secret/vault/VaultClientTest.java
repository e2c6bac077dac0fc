package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.secret.vault.FaultyVault.Fault.answer;

import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.secret.vault.FaultyVault.Fault;
import org.toolroute.gateway.shared.Secret;

/** The driver's traps, each one sprung against a server that shows it. */
@Timeout(30)
class VaultClientTest {
  private static final String CANARY = "canary-2c1b0a9f8e7d6c5b";
  private static final String OK = "{\"data\":{\"x\":\"y\"}}";

  @Test
  void allRequestsShareOneConnection() throws VaultFailure {
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      VaultClient client = client(vault);
      for (int i = 0; i < 50; i++) {
        client.read("toolroute-kv/data/providers/openai");
      }
      client.withToken(Secret.of("next")).read("auth/token/lookup-self");

      assertThat(vault.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectionTimeoutIsTheClientsOwn() {
    HttpClient http =
        VaultHttp.client(
            VaultSettingsBuilder.at(URI.create("http://127.0.0.1:1"))
                .with("connect-timeout", "700ms")
                .build());

    assertThat(http.connectTimeout()).contains(Duration.ofMillis(700));
    assertThat(http.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 403, 404, 405, 412, 429, 473, 500, 503, 530})
  void everyStatusButSuccessIsAFailure(int status) {
    try (FaultyVault vault = FaultyVault.start(answer(status, OK))) {
      VaultClient client = client(vault);

      assertThatThrownBy(() -> client.read("toolroute-kv/data/providers/openai"))
          .isInstanceOfSatisfying(
              VaultFailure.class, e -> assertThat(e.status()).isEqualTo(status));
      assertThatThrownBy(() -> client.write("toolroute-transit/decrypt/byok", Map.of()))
          .isInstanceOfSatisfying(
              VaultFailure.class, e -> assertThat(e.status()).isEqualTo(status));
    }
  }

  @Test
  void pathsAndBodiesAreSentAsGiven() throws VaultFailure {
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      client(vault).write("toolroute-transit/decrypt/byok", Map.of("context", "abc"));
      client(vault).read("toolroute-kv/data/providers/openai");

      assertThat(vault.requests().get(0).line())
          .isEqualTo("POST /v1/toolroute-transit/decrypt/byok");
      assertThat(vault.requests().get(0).body()).isEqualTo("{\"context\":\"abc\"}");
      assertThat(vault.requests().get(1).line())
          .isEqualTo("GET /v1/toolroute-kv/data/providers/openai");
    }
  }

  @Test
  void nothingIsRepeatedByTheDriver() {
    try (FaultyVault vault = FaultyVault.start(answer(503, "{}"))) {
      assertThatThrownBy(() -> client(vault).read("auth/token/lookup-self"))
          .isInstanceOf(VaultFailure.class);

      assertThat(vault.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 412, 500, 503})
  void answerAndTokenAreInNoExceptionAndNoLog(int status) {
    // Given an answer that echoes a secret, in a body that is no JSON either
    try (FaultyVault vault = FaultyVault.start(answer(status, "no json " + CANARY));
        CapturedLogs logs = CapturedLogs.start()) {
      VaultClient client = client(vault);

      // When, Then
      assertThatThrownBy(
              () -> client.write("sys/wrapping/lookup", Map.of("token", "sent-" + CANARY)))
          .isInstanceOf(VaultFailure.class)
          .hasNoCause()
          .satisfies(e -> assertThat(printed(e)).doesNotContain(CANARY, "token-of-test"));
      assertThat(logs.text()).doesNotContain(CANARY, "token-of-test");
    }
  }

  @Test
  void listsInABodyAreJson() throws VaultFailure {
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      JsonArray batch = new JsonArray();
      batch.add(new JsonObject().add("ciphertext", "vault:v1:a").add("context", "b"));

      client(vault).write("toolroute-transit/rewrap/byok", Map.of("batch_input", batch));

      assertThat(vault.requests().getFirst().body())
          .isEqualTo("{\"batch_input\":[{\"ciphertext\":\"vault:v1:a\",\"context\":\"b\"}]}");
    }
  }

  @Test
  void anotherTokenIsAnotherClientAndTheOldOneKeepsIts() throws VaultFailure {
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      VaultClient first = client(vault);
      VaultClient second = first.withToken(Secret.of("second"));

      second.read("a");
      first.read("b");

      assertThat(vault.requests().stream().map(r -> r.headers().get("x-vault-token")))
          .containsExactly("second", "token-of-test");
    }
  }

  @Test
  void tokenOfTheSurroundingsIsNotUsed(@TempDir Path home) throws IOException, VaultFailure {
    Files.writeString(home.resolve(".vault-token"), CANARY);
    String before = System.getProperty("user.home");
    System.setProperty("user.home", home.toString());
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      VaultSettings settings = VaultSettingsBuilder.at(vault.address()).build();

      VaultClient.anonymous(settings, VaultHttp.client(settings)).read("sys/health");

      assertThat(vault.requests().getFirst().headers()).doesNotContainKey("x-vault-token");
    } finally {
      System.setProperty("user.home", before);
    }
  }

  @Test
  void namespaceIsSent() throws VaultFailure {
    try (FaultyVault vault = FaultyVault.start(answer(200, OK))) {
      VaultSettings settings =
          VaultSettingsBuilder.at(vault.address()).with("namespace", "team-a").build();

      VaultClient.anonymous(settings, VaultHttp.client(settings)).read("sys/health");

      assertThat(vault.requests().getFirst().headers())
          .containsEntry("x-vault-namespace", "team-a");
    }
  }

  @Test
  void redirectIsNotFollowedWithTheToken() {
    try (FaultyVault elsewhere = FaultyVault.start(answer(200, OK));
        FaultyVault vault =
            FaultyVault.start(new Fault.Redirect(elsewhere.address() + "/v1/secret"))) {
      assertThatThrownBy(() -> client(vault).read("auth/token/lookup-self"))
          .isInstanceOf(VaultFailure.class);

      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void everyExchangeEndsInTimeAndSize() {
    for (Fault fault :
        List.of(
            new Fault.Hang(),
            new Fault.HangInBody(),
            new Fault.Endless(),
            new Fault.Reset(),
            new Fault.Garbage(),
            answer(200, "[".repeat(200_000)),
            answer(200, "{\"data\":{\"x\":\"" + "y".repeat(2_000_000) + "\"}}"))) {
      try (FaultyVault vault = FaultyVault.start(fault)) {
        long start = System.nanoTime();

        assertThatThrownBy(() -> client(vault).read("auth/token/lookup-self"))
            .as(fault.toString().substring(0, Math.min(20, fault.toString().length())))
            .isInstanceOfSatisfying(
                VaultFailure.class, e -> assertThat(e.status()).isEqualTo(VaultFailure.NO_ANSWER));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void interruptedRequestEndsAtOnceAndKeepsTheFlag() {
    try (FaultyVault vault = FaultyVault.start(new Fault.Hang())) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> client(vault).read("auth/token/lookup-self"))
          .isInstanceOf(VaultFailure.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static VaultClient client(FaultyVault vault) {
    VaultSettings settings =
        VaultSettingsBuilder.at(vault.address()).with("request-timeout", "1s").build();
    return VaultClient.anonymous(settings, VaultHttp.client(settings))
        .withToken(Secret.of("token-of-test"));
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text + thrown.toString();
  }
}
