package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * While the ledger's statements fail and keys can be read, credit calls are refused before anything
 * is sent, calls with an own key go on, and the bill has every one of them when it is over.
 */
class LedgerAwayIT {
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final int OWN_CALLS = 5;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount paying;
  private TestAccount bringing;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    books = new Books(client);
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccounts() {
    paying = client.newAccount();
    client.topUp(paying.id(), "1", "invoice-1");
    bringing = client.newAccount();
    client.register(bringing.live(), "tavily", Search.OWN_KEY);
    stub.answers(Search.ANSWER);
    stub.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @Test
  void refusedStatementsStopCreditCallsOnly() throws SQLException {
    // Given
    asOwner("REVOKE INSERT ON ledger_hold, call_usage FROM " + TestDatabase.GATEWAY);
    // When
    List<Reply> own;
    try {
      requireRefusedUnsent();
      own = callWithOwnKey();
    } finally {
      asOwner("GRANT INSERT ON ledger_hold, call_usage TO " + TestDatabase.GATEWAY);
    }
    // Then
    requireServedAndBilled(own);
    assertThat(Search.paid(Search.call(client, paying.live()))).isTrue();
  }

  @Test
  void lockedTablesStopCreditCallsOnly() throws SQLException {
    List<Reply> own;
    try (Connection owner = database.owner().getConnection();
        Statement lock = owner.createStatement()) {
      // Given
      owner.setAutoCommit(false);
      lock.execute("LOCK TABLE ledger_balance, ledger_hold, call_usage IN ACCESS EXCLUSIVE MODE");
      // When
      requireRefusedUnsent();
      own = callWithOwnKey();
      owner.rollback();
    }
    // Then
    requireServedAndBilled(own);
    assertThat(Search.paid(Search.call(client, paying.live()))).isTrue();
  }

  @Test
  void aProvidersErrorIsStillTheAnswerToAnOwnKey() throws SQLException {
    // Given
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"bad key\"}}"));
    asOwner("REVOKE INSERT ON call_usage FROM " + TestDatabase.GATEWAY);
    // When
    Reply reply;
    try {
      reply = Search.call(client, bringing.live());
    } finally {
      asOwner("GRANT INSERT ON call_usage TO " + TestDatabase.GATEWAY);
    }
    // Then
    assertThat(reply.errorCode()).isEqualTo("byok_key_rejected");
    requireBilled(List.of(reply));
  }

  @Test
  void whoeverPaidIsToldSoThoughTheAnswerCannotBeKept() throws SQLException {
    // Given
    stub.answers(request -> {
      asOwnerNow("REVOKE UPDATE ON idempotency_key FROM " + TestDatabase.GATEWAY);
      return Search.ANSWER;
    });
    // When
    Reply reply;
    try {
      reply = Search.callOnce(client, paying.live(), "order-17");
    } finally {
      asOwner("GRANT UPDATE ON idempotency_key TO " + TestDatabase.GATEWAY);
    }
    // Then
    assertThat(Search.paid(reply)).as(reply.text()).isTrue();
    assertThat(books.balance(paying)).isEqualByComparingTo("0.992");
    assertThat(Search.callOnce(client, paying.live(), "order-17").errorCode())
        .isEqualTo("idempotency_in_progress");
    assertThat(stub.requests()).hasSize(1);
  }

  private void requireRefusedUnsent() {
    Reply refused = Search.call(client, paying.live());
    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.errorCode()).isEqualTo("ledger_unavailable");
    assertThat(refused.json().at("/billing/credits_charged").decimalValue()).isZero();
    assertThat(stub.requests()).isEmpty();
  }

  private List<Reply> callWithOwnKey() {
    return Crowd.of(OWN_CALLS, caller -> Search.call(client, bringing.live()));
  }

  private void requireServedAndBilled(List<Reply> own) {
    assertThat(own)
        .allSatisfy(reply -> {
          assertThat(reply.status()).as(reply.text()).isEqualTo(200);
          assertThat(reply.json().at("/billing/mode").asString()).isEqualTo("byok");
          assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
        });
    requireBilled(own);
  }

  /** Each call has its one row, late perhaps, but it comes. */
  private void requireBilled(List<Reply> own) {
    List<String> calls = own.stream().map(reply -> reply.json().path("id").asString()).toList();
    await()
        .atMost(RECOVERY)
        .untilAsserted(() ->
            assertThat(books.usage(bringing.live()))
                .extracting(row -> row.path("id").asString())
                .containsExactlyInAnyOrderElementsOf(calls));
    assertThat(books.balance(bringing)).isZero();
  }

  private static void asOwner(String sql) throws SQLException {
    try (Connection owner = database.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void asOwnerNow(String sql) {
    try {
      asOwner(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
