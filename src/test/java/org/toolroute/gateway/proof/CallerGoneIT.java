package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.LockedBalance;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/**
 * A caller that goes away before the first byte of its call is sent pays nothing, and the provider
 * never hears of it; after that byte the call runs on and is settled.
 */
@Timeout(120)
class CallerGoneIT {
  private static final int BREAKER_WINDOW = 4;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount account;

  /** One connection to the provider, so that a second call waits for it; a nervous breaker. */
  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "toolroute.ledger.lock-timeout", "30s",
                "toolroute.ledger.statement-timeout", "30s",
                "toolroute.upstream.connections-per-host", "1",
                "toolroute.upstream.queue-timeout", "30s",
                "toolroute.functions.concurrent-calls", "1",
                "toolroute.breaker.window", String.valueOf(BREAKER_WINDOW),
                "toolroute.breaker.minimum-calls", "2",
                "toolroute.breaker.open-for", "10m",
                "toolroute.mcp.progress-interval", "100ms"));
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
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Search.ANSWER);
    stub.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whoeverLeavesWhileTheHoldWaitsPaysNothing(AskedThrough door) throws SQLException {
    // When
    leaveWhileTheHoldWaits(door.request(account.live()));
    // Then
    requireRows(account.live(), "released canceled 0");
    assertThat(stub.requests()).isEmpty();
    assertThat(books.balance(account)).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void theSandboxRehearsesIt(AskedThrough door) throws SQLException {
    // When
    leaveWhileTheHoldWaits(door.request(account.test()));
    // Then
    requireRows(account.test(), "released canceled 0");
    assertThat(books.balance(account.test())).isEqualByComparingTo("100");
  }

  @ParameterizedTest
  @EnumSource
  void whoeverLeavesAfterTheFirstByteIsCharged(AskedThrough door) {
    // Given
    CountDownLatch answer = stubWaits();
    // When
    try (RawHttp caller = RawHttp.connect(client.port())) {
      caller.write(door.request(account.live()));
      await().until(() -> stub.requests().size() == 1);
    }
    answer.countDown();
    // Then
    requireRows(account.live(), "captured  0.008");
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void anOwnKeyIsNotUsedForNobody() {
    // Given
    TestAccount other = client.newAccount();
    client.topUp(other.id(), "1", "invoice-1");
    client.register(account.live(), "tavily", Search.OWN_KEY);
    CountDownLatch answer = stubWaits();
    try (RawHttp first = RawHttp.connect(client.port())) {
      first.write(AskedThrough.REST.request(other.live()));
      await().until(() -> stub.requests().size() == 1);
      // When
      try (RawHttp caller = RawHttp.connect(client.port())) {
        caller.write(AskedThrough.REST.request(account.live()));
        await().until(() -> connections().getTotalStats().getPending() == 1);
      }
      answer.countDown();
      requireRows(account.live(), "recorded canceled 0");
    }
    // Then
    requireRows(other.live(), "captured  0.008");
    assertThat(stub.requests()).hasSize(1);
    assertThat(connections().getTotalStats().getAvailable()).isEqualTo(1);
    assertThat(Search.call(client, account.live()).status()).isEqualTo(200);
  }

  @Test
  void whatIsRepeatedUnderTheSameIdempotencyKeyIsAFirstTry() throws SQLException {
    // Given
    leaveWhileTheHoldWaits(AskedThrough.REST.request(account.live(), "Idempotency-Key: order-17"));
    requireRows(account.live(), "released canceled 0");
    // When
    await().until(() -> Search.paid(Search.callOnce(client, account.live(), "order-17")));
    // Then
    assertThat(stub.requests()).hasSize(1);
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
  }

  @Test
  void ofABatchWhatHasNotBegunIsDroppedAndWhatHasIsCharged() {
    // Given
    CountDownLatch answer = stubWaits();
    String calls =
        "["
            + String.join(",", List.of(1, 2, 3).stream().map(AskedThrough::functionCall).toList())
            + "]";
    // When
    try (RawHttp caller = RawHttp.connect(client.port())) {
      caller.write(AskedThrough.FUNCTIONS.requestOf(account.live(), calls));
      await().until(() -> stub.requests().size() == 1);
    }
    answer.countDown();
    // Then
    requireRows(account.live(), "released canceled 0", "released canceled 0", "captured  0.008");
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void manyLeaversAreNoOutageOfTheProvider() throws SQLException {
    // Given
    for (int leaver = 0; leaver < 2 * BREAKER_WINDOW; leaver++) {
      leaveWhileTheHoldWaits(AskedThrough.REST.request(account.live()));
    }
    await().until(() -> books.usage(account.live()).size() == 2 * BREAKER_WINDOW);
    // When
    boolean paid = Search.paid(Search.call(client, account.live()));
    // Then
    assertThat(paid).isTrue();
    assertThat(books.balance(account)).isEqualByComparingTo("0.992");
  }

  /** Sends the request, hangs up when its hold waits, and then lets the hold be made. */
  private void leaveWhileTheHoldWaits(byte[] request) throws SQLException {
    try (LockedBalance locked = LockedBalance.of(database, account.id())) {
      try (RawHttp caller = RawHttp.connect(client.port())) {
        caller.write(request);
        locked.awaitWaiter();
      }
    }
  }

  /** Waits for the account's usage, newest first: outcome, error and charge of each call. */
  private static void requireRows(String key, String... expected) {
    await()
        .untilAsserted(() ->
            assertThat(books.usage(key)).extracting(CallerGoneIT::row).containsExactly(expected));
  }

  private static String row(JsonNode usage) {
    return usage.path("outcome").asString("")
        + " "
        + usage.path("error").asString("")
        + " "
        + usage.path("credits_charged").decimalValue().stripTrailingZeros().toPlainString();
  }

  private static PoolingHttpClientConnectionManager connections() {
    return gateway.bean(PoolingHttpClientConnectionManager.class);
  }

  private static CountDownLatch stubWaits() {
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(request -> afterwards(answer));
    return answer;
  }

  private static Answer afterwards(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Search.ANSWER;
  }
}
