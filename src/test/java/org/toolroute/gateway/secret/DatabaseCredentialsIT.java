package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class DatabaseCredentialsIT {
  private static final ProviderId OPENAI = new ProviderId("openai");
  private static final ProviderId STRIPE = new ProviderId("stripe");
  private static final String CANARY = "sk-canary-8e7d6c5b4a39281706f5e4d3c2b1a098";

  private TestDatabase database;
  private final SettableFeed feed = new SettableFeed(true);
  private SharedCredentials credentials;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
    credentials =
        new DatabaseCredentials(
            TestEnvelope.create(),
            new ProviderCredentialTable(JdbcClient.create(database.gateway())),
            feed);
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  @Test
  void nothingIsThereBeforeAKeyIsStored() {
    assertThat(credentials.find(OPENAI)).isEmpty();
    assertThat(credentials.isPresent(OPENAI)).isFalse();
  }

  @Test
  void storedKeyReplacesTheOldOne() {
    credentials.store(OPENAI, Secret.of("sk-old"));
    credentials.store(OPENAI, Secret.of("sk-new"));

    assertThat(credentials.find(OPENAI).orElseThrow().reveal(SecretAccess.UPSTREAM_REQUEST))
        .isEqualTo("sk-new");
    assertThat(credentials.isPresent(OPENAI)).isTrue();
    assertThat(credentials.isPresent(STRIPE)).isFalse();
  }

  @Test
  void sealedKeyIsReadOnceUntilAChangeIsTold() {
    // Given
    credentials.store(OPENAI, Secret.of("sk-old"));
    credentials.find(OPENAI).orElseThrow().close();
    // When somebody else takes the row away
    asOwner("DELETE FROM provider_credential");
    // Then
    assertThat(credentials.isPresent(OPENAI)).isTrue();
    feed.tell("provider_credential", "openai");
    assertThat(credentials.isPresent(OPENAI)).isFalse();
  }

  @Test
  void databaseHoldsNoPlaintext() {
    credentials.store(OPENAI, Secret.of(CANARY));

    String dump =
        JdbcClient.create(database.owner())
            .sql(
                "SELECT encode(ciphertext, 'escape') || wrapped_dek || t::text"
                    + " FROM provider_credential t")
            .query(String.class)
            .single();
    assertThat(dump).doesNotContain(CANARY.substring(0, 9));
  }

  @Test
  void ciphertextMovedToAnotherProviderIsRefusedAndNotCalledAByokKey() {
    // Given
    credentials.store(OPENAI, Secret.of(CANARY));
    credentials.store(STRIPE, Secret.of("sk_live_other"));
    asOwner(
        """
        UPDATE provider_credential SET (credential_id, wrapped_dek, iv, ciphertext) =
          (SELECT gen_random_uuid(), wrapped_dek, iv, ciphertext
           FROM provider_credential WHERE provider = 'openai')
        WHERE provider = 'stripe'
        """);

    // When, Then
    try (CapturedLogs logs = CapturedLogs.start()) {
      assertThatThrownBy(() -> credentials.find(STRIPE))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
      assertThat(logs.text()).contains("ERROR").doesNotContain(CANARY);
    }
  }

  @Test
  void databaseFailureIsSecretsUnavailable() {
    asOwner("DROP TABLE provider_credential");

    assertThatThrownBy(() -> credentials.find(OPENAI))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE));
  }

  private void asOwner(String sql) {
    JdbcClient.create(database.owner()).sql(sql).update();
  }
}
