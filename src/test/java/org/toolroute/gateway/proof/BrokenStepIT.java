package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.toolroute.gateway.GatewayApplication;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/**
 * An Error of the virtual machine in the middle of a call ends that call as any failure does: an
 * answer in JSON, nothing held, a row on the bill, and no word against the provider.
 */
class BrokenStepIT {
  private static final int ERRORS = 6;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static Books books;

  private TestAccount account;

  /** Where the Error comes, by the class that asks for the time there. */
  enum Place {
    INSIDE_THE_BREAKER("UpstreamTransport", 0),
    BEHIND_THE_ANSWER("Settle", 1);

    private final String className;
    private final int requests;

    Place(String className, int requests) {
      this.className = className;
      this.requests = requests;
    }
  }

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
                "toolroute.breaker.window", "4",
                "toolroute.breaker.minimum-calls", "2",
                "toolroute.breaker.open-for", "10m"),
            GatewayApplication.class,
            FaultyClock.class);
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
  void repair() {
    FaultyClock.brokenIn.set("");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorEndsTheCallWithAnOutcome(Place place) {
    // Given
    FaultyClock.brokenIn.set(place.className);
    // When
    Reply broken = Search.callOnce(client, account.live(), "once");
    // Then
    requireBroken(broken);
    assertThat(books.openHolds()).isZero();
    assertThat(books.balance(account)).isEqualByComparingTo("1");
    List<JsonNode> rows = books.usage(account.live());
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().path("outcome").asString()).isEqualTo("released");
    assertThat(rows.getFirst().path("error").asString()).isEqualTo("internal_error");
    assertThat(stub.requests()).hasSize(place.requests);

    FaultyClock.brokenIn.set("");
    Reply repeated = Search.callOnce(client, account.live(), "once");
    assertThat(repeated.text()).isEqualTo(broken.text());
    assertThat(stub.requests()).hasSize(place.requests);
  }

  @ParameterizedTest
  @EnumSource
  void errorsAreNoOutageOfTheProvider(Place place) {
    // Given
    FaultyClock.brokenIn.set(place.className);
    for (int error = 0; error < ERRORS; error++) {
      requireBroken(Search.call(client, account.live()));
    }
    // When
    FaultyClock.brokenIn.set("");
    // Then
    Reply reply = Search.call(client, account.live());
    assertThat(Search.paid(reply)).as(reply.text()).isTrue();
  }

  private static void requireBroken(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(500);
    assertThat(reply.errorCode()).isEqualTo("internal_error");
    assertThat(reply.json().at("/billing/mode").asString()).isEqualTo("credits");
    assertThat(reply.json().at("/billing/credits_charged").decimalValue()).isZero();
  }

  /** A clock that throws an Error when the class asks that it is told of. */
  static class FaultyClock {
    static final AtomicReference<String> brokenIn = new AtomicReference<>("");

    @Bean
    static BeanPostProcessor breakTheClock() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof InstantSource clock ? broken(clock) : bean;
        }
      };
    }

    private static InstantSource broken(InstantSource clock) {
      return () -> {
        if (calledBy(brokenIn.get())) {
          throw new OutOfMemoryError("thrown by a test");
        }
        return clock.instant();
      };
    }

    private static boolean calledBy(String className) {
      return !className.isEmpty()
          && StackWalker.getInstance()
              .walk(frames ->
                  frames.anyMatch(frame -> frame.getClassName().endsWith("." + className)));
    }
  }
}
