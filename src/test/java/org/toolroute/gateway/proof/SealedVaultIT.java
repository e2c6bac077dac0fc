package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.parts.VaultBinary;
import org.toolroute.gateway.parts.VaultServer;

/**
 * The whole gateway on a real OpenBao, set up as {@code vault-config} says: sealed, it serves from
 * its caches for as long as they may keep a key, then refuses, and never pays with the other key.
 */
class SealedVaultIT {
  /** Long enough for the calls right after the seal on a slow machine. */
  private static final Duration DATA_KEYS_KEPT = Duration.ofSeconds(20);

  private static final Duration SHARED_KEYS_KEPT = Duration.ofSeconds(60);
  private static final Duration BACK = Duration.ofSeconds(60);
  private static final String KV =
      """
      {"options":{"cas":0},"data":{"api_key":"%s"}}\
      """;

  @TempDir Path home;

  private VaultServer vault;
  private TestDatabase database;
  private ProviderStub stub;
  private TestGateway gateway;
  private GatewayClient client;
  private Books books;
  private TestAccount own;
  private TestAccount paying;
  private BigDecimal paid = BigDecimal.ZERO;

  @BeforeAll
  static void requireOpenBao() {
    VaultBinary.find(); // skips here, before anything runs
  }

  @BeforeEach
  void start() throws IOException {
    vault = VaultServer.start();
    vault.asRoot("POST", "toolroute-kv/data/providers/tavily", KV.formatted(Search.SHARED_KEY));
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(Search.ANSWER);
    Path wrapped = Files.writeString(home.resolve("wrapped"), vault.wrappedSecretId());
    gateway =
        TestGateway.start(
            database,
            stub,
            home,
            Map.of(
                "toolroute.vault.address", vault.address().toString(),
                "toolroute.vault.role-id", vault.roleId(),
                "toolroute.vault.wrapped-secret-id-file", wrapped.toString(),
                "toolroute.vault.dek-cache-ttl", DATA_KEYS_KEPT.toSeconds() + "s"));
    client = gateway.client();
    books = new Books(client);
    own = client.newAccount();
    paying = client.newAccount();
    client.topUp(own.id(), "1", "invoice-1");
    client.topUp(paying.id(), "1", "invoice-1");
  }

  @AfterEach
  void stop() {
    gateway.close();
    stub.close();
    database.close();
    vault.close();
  }

  @Test
  void aSealedVaultRefusesCallsInTheEndAndChargesNothingForThem() {
    // Given
    assertThat(client.register(own.live(), "tavily", Search.OWN_KEY).status()).isEqualTo(201);
    requireServed(callOnOwnKey());
    requireServed(callOnCredits());
    // When
    vault.seal();
    // Then
    requireServed(callOnOwnKey());
    requireServed(callOnCredits());
    assertThat(client.register(paying.live(), "tavily", Search.OWN_KEY).errorCode())
        .isEqualTo("secrets_unavailable");
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(DATA_KEYS_KEPT.multipliedBy(2))
        .until(() -> isRefused(callOnOwnKey(), "byok"));
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(SHARED_KEYS_KEPT.multipliedBy(2))
        .until(() -> isRefused(callOnCredits(), "credits"));
    requireNothingChargedWhile(() -> {
      assertThat(isRefused(callOnOwnKey(), "byok")).isTrue();
      assertThat(isRefused(callOnCredits(), "credits")).isTrue();
    });
    // When
    vault.unseal();
    // Then
    await().atMost(BACK).until(() -> callOnOwnKey().status() == 200);
    await().atMost(BACK).until(() -> callOnCredits().status() == 200);
    requireRightBooks();
  }

  private Reply callOnOwnKey() {
    stub.forgetRequests();
    Reply reply = Search.call(client, own.live());
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo("byok");
    requireSentWith(Search.OWN_KEY, reply);
    return reply;
  }

  private Reply callOnCredits() {
    stub.forgetRequests();
    Reply reply = Search.call(client, paying.live());
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo("credits");
    requireSentWith(Search.SHARED_KEY, reply);
    paid = paid.add(reply.json().at("/billing/credits_charged").decimalValue());
    return reply;
  }

  /** What was served was served with this key; what was refused reached nobody. */
  private void requireSentWith(String key, Reply reply) {
    assertThat(stub.requests()).as(reply.text()).hasSize(reply.status() == 200 ? 1 : 0);
    assertThat(stub.requests())
        .extracting((Request request) -> request.header("authorization"))
        .allMatch(header -> header.equals("Bearer " + key));
  }

  private static void requireServed(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static boolean isRefused(Reply reply, String mode) {
    if (reply.status() == 200) {
      return false;
    }
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.errorCode()).isEqualTo("secrets_unavailable");
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo(mode);
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
    return true;
  }

  private void requireNothingChargedWhile(Runnable calls) {
    BigDecimal before = books.balance(paying);
    calls.run();
    assertThat(books.balance(paying)).isEqualByComparingTo(before);
    requireRightBooks();
  }

  private void requireRightBooks() {
    assertThat(books.balance(own)).isEqualByComparingTo("1");
    assertThat(books.balance(paying)).isEqualByComparingTo(BigDecimal.ONE.subtract(paid));
    assertThat(books.audit().path("ok").booleanValue()).isTrue();
    assertThat(books.openHolds()).isZero();
  }
}
