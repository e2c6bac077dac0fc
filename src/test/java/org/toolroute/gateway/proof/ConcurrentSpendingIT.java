package org.toolroute.gateway.proof;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** However many call at once, a balance and a limit buy what they cover and not one call more. */
class ConcurrentSpendingIT {
  private static final int CALLERS = 64;
  private static final int COVERED = 10;
  private static final String FOR_TEN_CALLS = "0.08";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway one;
  private static GatewayProcess other;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    Path home = TestGateway.newHome();
    one = TestGateway.start(database, stub, home, Map.of("toolroute.ledger.node", "one"));
    other = GatewayProcess.start(database, stub, home, Map.of("toolroute.ledger.node", "other"));
    one.client().shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = one.client().newAccount();
    stub.answers(Search.ANSWER);
    stub.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(new Books(one.client()).audit().path("mismatches")).isEmpty();
    assertThat(new Books(one.client()).openHolds()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aBalanceForTenCallsBuysTenOfSixtyFour(int gateways) {
    // Given
    one.client().topUp(account.id(), FOR_TEN_CALLS, "invoice-1");
    // When
    List<Reply> replies = everybodyCalls(account.live(), gateways);
    // Then
    requireTenServed(replies, "credits");
    assertThat(new Books(one.client()).balance(account)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aBudgetForTenCallsBuysTenOfSixtyFour(int gateways) {
    // Given
    one.client().topUp(account.id(), "1", "invoice-1");
    String key = keyWithBudget();
    // When
    List<Reply> replies = everybodyCalls(key, gateways);
    // Then
    requireTenServed(replies, "key_budget");
    assertThat(new Books(one.client()).balance(account)).isEqualByComparingTo("0.92");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anAccountLimitForTenCallsBuysTenOfSixtyFour(int gateways) {
    // Given
    one.client().topUp(account.id(), "1", "invoice-1");
    String path = "/admin/v1/accounts/" + account.id() + "/limit";
    String limit = "{\"amount\":%s,\"period\":\"month\"}".formatted(FOR_TEN_CALLS);
    assertThat(other.client().admin("PUT", path, limit).status()).isEqualTo(200);
    // When
    List<Reply> replies = everybodyCalls(account.live(), gateways);
    // Then
    requireTenServed(replies, "account_limit");
    assertThat(new Books(one.client()).balance(account)).isEqualByComparingTo("0.92");
    assertThat(one.client().admin("GET", path, "").json().path("used").decimalValue())
        .isEqualByComparingTo(FOR_TEN_CALLS);
  }

  private static List<Reply> everybodyCalls(String key, int gateways) {
    List<GatewayClient> doors = List.of(one.client(), other.client()).subList(0, gateways);
    return Crowd.of(CALLERS, caller -> Search.call(doors.get(caller % gateways), key));
  }

  private static void requireTenServed(List<Reply> replies, String limit) {
    Map<Integer, Long> statuses = replies.stream().collect(groupingBy(Reply::status, counting()));
    assertThat(statuses)
        .as(() -> replies.stream().map(Reply::text).distinct().limit(5).toList().toString())
        .isEqualTo(Map.of(200, (long) COVERED, 402, (long) CALLERS - COVERED));
    assertThat(replies).filteredOn(reply -> reply.status() == 200).allMatch(Search::paid);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 402)
        .allSatisfy(reply -> {
          assertThat(reply.json().at("/error/limit_source").asString()).isEqualTo(limit);
          assertThat(reply.json().at("/error/available").decimalValue())
              .isLessThan(new BigDecimal(Search.PRICE));
        });
    assertThat(stub.requests()).hasSize(COVERED);
  }

  private String keyWithBudget() {
    return one.client()
        .admin(
            "POST",
            "/admin/v1/accounts/" + account.id() + "/keys",
            """
            {"name":"ci","environment":"live","budget":{"amount":%s,"period":"total"}}\
            """
                .formatted(FOR_TEN_CALLS))
        .json()
        .path("key")
        .stringValue();
  }
}
