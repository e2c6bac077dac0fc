package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * Ciphertext opens where it was written and nowhere else, and its loss is never paid by credits.
 */
class MovedCiphertextIT {
  private TestDatabase database;
  private ProviderStub stub;
  private TestGateway gateway;
  private TestAccount owner;
  private TestAccount thief;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(Search.ANSWER);
    gateway = TestGateway.start(database, stub);
    gateway.client().shareKey("tavily", Search.SHARED_KEY);
    owner = gateway.client().newAccount();
    thief = gateway.client().newAccount();
    gateway.client().topUp(thief.id(), "1", "invoice-1");
    gateway.client().register(owner.live(), "tavily", Search.OWN_KEY);
    gateway.client().register(thief.live(), "tavily", "tvly-thief-0123456789abcdef");
  }

  @AfterEach
  void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  /** The whole secret, or with its id as well, which the ciphertext is bound to too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrapped_key = s.wrapped_key, iv = s.iv, ciphertext = s.ciphertext",
        "iv = s.iv, ciphertext = s.ciphertext",
        "wrapped_key = s.wrapped_key"
      })
  void aRowWrittenOverAnotherAccountsDoesNotOpenThere(String columns) {
    // Given
    asOwner(
        "UPDATE byok_key AS t SET "
            + columns
            + " FROM byok_key AS s WHERE s.account_id <> t.account_id AND t.account_id ="
            + " (SELECT account_id FROM gateway_key WHERE starts_with(:key, prefix))",
        thief.live());
    // When
    Reply reply = Search.call(gateway.client(), thief.live());
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(500);
    assertThat(reply.json().at("/error/code").asString("")).isEqualTo("byok_key_unreadable");
    assertThat(reply.json().at("/billing/mode").asString("")).isEqualTo("byok");
    assertThat(stub.requests()).isEmpty();
    assertThat(new Books(gateway.client()).balance(thief)).isEqualByComparingTo("1");
    assertThat(
            gateway
                .client()
                .get("/api/v1/byok", thief.live())
                .json()
                .at("/data/0/status")
                .asString(""))
        .isEqualTo("unreadable");
  }

  @Test
  void aRowWrittenOverThatOfTheOtherEnvironmentDoesNotOpenThere() {
    // Given
    gateway.client().register(owner.test(), "tavily", "tvly-test-0123456789abcdef");
    asOwner(
        "UPDATE byok_key AS t SET wrapped_key = s.wrapped_key, iv = s.iv, ciphertext = s.ciphertext"
            + " FROM byok_key AS s WHERE s.account_id = t.account_id AND t.environment = 'test'"
            + " AND s.environment = 'live' AND t.account_id ="
            + " (SELECT account_id FROM gateway_key WHERE starts_with(:key, prefix))",
        owner.test());
    // When
    Reply reply = Search.call(gateway.client(), owner.test());
    // Then
    assertThat(reply.json().at("/error/code").asString("")).isEqualTo("byok_key_unreadable");
  }

  private void asOwner(String sql, String key) {
    int rows = JdbcClient.create(database.owner()).sql(sql).param("key", key).update();
    assertThat(rows).isEqualTo(1);
  }
}
