package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.proof.Books;

/** Balance, budget and limit count what is called before all doors together. */
class OnePurseManyDoorsIT {
  private static final int LIMIT = 8;
  private static final BigDecimal PRICE = new BigDecimal("0.008");

  @AutoClose
  private static final RunningGateway running =
      RunningGateway.start(Map.of("toolroute.limits.requests-per-minute", String.valueOf(LIMIT)));

  private static final ProviderStub provider = running.stub();
  private static final GatewayClient client = running.client();
  private static final Books books = new Books(client);
  private static final List<Door> doors = Door.all(client);

  private TestAccount account;

  @BeforeAll
  static void start() {
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    provider.answers(Scene.FOUND);
    provider.forgetRequests();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @Test
  void theLimitOfAKeyCountsAllDoorsTogether() {
    // Given
    List<Door> twice = Stream.concat(doors.stream(), doors.stream()).toList();
    assertThat(twice).hasSize(LIMIT);
    // When
    List<Outcome> within =
        twice.stream().map(door -> door.call(account.live(), Call.FREE)).toList();
    List<Outcome> beyond =
        doors.stream().map(door -> door.call(account.live(), Call.FREE)).toList();
    // Then
    assertThat(within).allMatch(Outcome::served);
    assertThat(beyond).extracting(Outcome::code).containsOnly("rate_limited");
    assertThat(provider.requests()).hasSize(LIMIT);
  }

  @Test
  void theBudgetOfAKeyCountsAllDoorsTogether() {
    for (int last = 0; last < doors.size(); last++) {
      // Given
      String key = budgeted(PRICE.multiply(BigDecimal.valueOf(doors.size() - 1L)));
      List<Door> inTurn = new ArrayList<>(doors);
      Collections.rotate(inTurn, last);
      // When
      List<String> codes = inTurn.stream().map(door -> door.call(key, Call.SEARCH).code()).toList();
      // Then
      assertThat(codes).containsExactly("", "", "", "insufficient_credits");
    }
  }

  /** One round can pass with a race. */
  @RepeatedTest(5)
  void atOnceBeforeAllDoorsNoMoreIsSpentThanThereIs() throws Exception {
    // Given
    int affordable = 10;
    TestAccount poor = client.newAccount();
    client.topUp(poor.id(), PRICE.multiply(BigDecimal.valueOf(affordable)).toString(), "invoice-1");
    List<String> keys =
        doors.stream()
            .map(door -> client.newKey(poor.id(), "live").path("key").stringValue())
            .toList();
    // When
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running =
          IntStream.range(0, doors.size() * LIMIT)
              .mapToObj(call -> call % doors.size())
              .map(door -> threads.submit(() -> doors.get(door).call(keys.get(door), Call.SEARCH)))
              .toList();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get());
      }
    }
    // Then
    assertThat(outcomes.stream().filter(Outcome::served)).hasSize(affordable);
    assertThat(outcomes.stream().filter(one -> !one.served()))
        .extracting(Outcome::code)
        .containsOnly("insufficient_credits");
    assertThat(provider.requests()).hasSize(affordable);
    assertThat(books.balance(poor)).isZero();
  }

  private String budgeted(BigDecimal amount) {
    return client
        .admin(
            "POST",
            "/admin/v1/accounts/" + account.id() + "/keys",
            """
            {"name":"n","environment":"live","budget":{"amount":%s,"period":"day"}}\
            """
                .formatted(amount))
        .json()
        .path("key")
        .stringValue();
  }
}
