package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.LosingRelay;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** A call was charged and the database's word of it is lost: the caller is never told 0. */
class UnconfirmedChargeIT {
  private static final String SETTLE = "Resolves a hold:"; // how the statement begins

  /** A statement whose connection breaks is sent this often. */
  private static final int ATTEMPTS = 4;

  private TestDatabase database;
  private ProviderStub stub;
  private LosingRelay relay;
  private TestGateway gateway;
  private GatewayClient client;
  private Books books;
  private TestAccount account;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    stub.answers(Search.ANSWER);
    relay = LosingRelay.to(database);
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "spring.datasource.url",
                relay.jdbcUrl(),
                "toolroute.ledger.capture-patience",
                "0s"));
    client = gateway.client();
    books = new Books(client);
    client.shareKey("tavily", Search.SHARED_KEY);
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    relay.close();
    stub.close();
    database.close();
  }

  @Test
  void callerIsSentToTheBooksWhileTheyCannotBeRead() {
    // Given
    relay.loseAnswerAndStayAway(SETTLE);
    // When
    Reply reply = Search.call(client, account.live());
    // Then
    requireUnconfirmed(reply);
    assertThat(reply.json().at("/billing/credits_charged").isNull()).as(reply.text()).isTrue();
    relay.comeBack();
    await().until(() -> client.get("/api/v1/usage", account.live()).status() == 200);
    requireChargedOnce(reply);
  }

  @Test
  void receiptTellsTheChargeThatStands() {
    // Given
    relay.loseAnswersTo(SETTLE, ATTEMPTS);
    // When
    Reply reply = Search.call(client, account.live());
    // Then
    requireUnconfirmed(reply);
    assertThat(reply.json().at("/billing/credits_charged").decimalValue())
        .as(reply.text())
        .isEqualByComparingTo(Search.PRICE);
    requireChargedOnce(reply);
  }

  private static void requireUnconfirmed(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(503);
    assertThat(reply.errorCode()).isEqualTo("ledger_unavailable");
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo("credits");
    assertThat(reply.json().at("/error/message").asString())
        .contains(reply.json().path("id").asString())
        .contains("/api/v1/usage");
  }

  private void requireChargedOnce(Reply reply) {
    JsonNode row = books.usage(account.live()).getFirst();
    assertThat(row.path("id")).isEqualTo(reply.json().path("id"));
    assertThat(row.path("credits_charged").decimalValue()).isEqualByComparingTo(Search.PRICE);
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(stub.requests()).hasSize(1);
  }
}
