package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * What is revoked, deleted, replaced or frozen on one gateway is so at once there, and within a
 * second on every other, while calls keep coming on both.
 */
class TwoGatewaysIT {
  private static final Duration PROMISED = Duration.ofSeconds(1);
  private static final String NEW_KEY = "tvly-new-0123456789abcdef";

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
    Map<String, String> unlimited = Map.of("toolroute.limits.requests-per-minute", "1000000");
    one = TestGateway.start(database, stub, home, unlimited);
    other = GatewayProcess.start(database, stub, home, unlimited);
    one.client().shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    stub.close();
    database.close();
  }

  /** The provider says with whose key it was called. */
  @BeforeEach
  void newAccount() {
    account = one.client().newAccount();
    one.client().topUp(account.id(), "100", "invoice-1");
    stub.answers(request ->
        Answer.json(
            200,
            """
            {"query":"camel","results":[],"request_id":"%s"}\
            """
                .formatted(owner(request.header("authorization")))));
  }

  @Test
  void aRevokedKeyIsRefused() {
    requireSeenByBoth(
        reply -> reply.status() == 200,
        () ->
            one.client()
                .admin(
                    "DELETE",
                    "/admin/v1/accounts/" + account.id() + "/keys/" + account.liveKeyId(),
                    ""),
        reply -> reply.status() == 401);
  }

  @Test
  void aFrozenAccountIsRefused() {
    requireSeenByBoth(
        reply -> reply.status() == 200,
        () -> one.client().admin("POST", "/admin/v1/accounts/" + account.id() + "/freeze", ""),
        reply -> reply.errorCode().equals("account_frozen"));
  }

  @Test
  void aDeletedRegistrationIsUsedNoMore() {
    String id =
        one.client()
            .register(account.live(), "tavily", Search.OWN_KEY)
            .json()
            .path("id")
            .stringValue();
    requireSeenByBoth(
        servedWith("own", "byok"),
        () -> one.client().delete("/api/v1/byok/" + id, account.live()),
        servedWith("shared", "credits"));
  }

  @Test
  void aReplacedRegistrationIsUsedNoMore() {
    one.client().register(account.live(), "tavily", Search.OWN_KEY);
    requireSeenByBoth(
        servedWith("own", "byok"),
        () -> one.client().register(account.live(), "tavily", NEW_KEY),
        servedWith("new", "byok"));
  }

  @Test
  void aNewRegistrationIsUsedInsteadOfCredits() {
    requireSeenByBoth(
        servedWith("shared", "credits"),
        () -> one.client().register(account.live(), "tavily", Search.OWN_KEY),
        servedWith("own", "byok"));
  }

  @Test
  void aReplacedSharedKeyIsUsedNoMore() {
    try {
      requireSeenByBoth(
          servedWith("shared", "credits"),
          () -> one.client().shareKey("tavily", NEW_KEY),
          servedWith("new", "credits"));
    } finally {
      one.client().shareKey("tavily", Search.SHARED_KEY);
      await().until(() -> servedWith("shared", "credits").test(call(other.client())));
    }
  }

  private void requireSeenByBoth(
      Predicate<Reply> before, Supplier<Reply> change, Predicate<Reply> after) {
    try (Traffic here = new Traffic(() -> call(one.client()));
        Traffic there = new Traffic(() -> call(other.client()))) {
      // Given
      await().until(() -> here.count(before) >= 20 && there.count(before) >= 20);
      assertThat(here.all()).allMatch(before);
      assertThat(there.all()).allMatch(before);
      // When
      Reply changed = change.get();
      long at = System.nanoTime();
      assertThat(changed.status()).as(changed.text()).isBetween(200, 204);
      // Then
      assertThat(after).as("the next call on the same node").accepts(call(one.client()));
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(PROMISED.minusNanos(System.nanoTime() - at))
          .until(() -> there.begunSince(at).anyMatch(after));
      await()
          .until(() ->
              here.begunSince(at).count() >= 20
                  && there.begunSince(at + PROMISED.toNanos()).count() >= 20);
      assertThat(here.begunSince(at)).allMatch(after);
      assertThat(there.begunSince(at + PROMISED.toNanos())).allMatch(after);
    }
  }

  private Reply call(GatewayClient client) {
    return Search.call(client, account.live());
  }

  private static Predicate<Reply> servedWith(String key, String mode) {
    return reply ->
        reply.status() == 200
            && reply.json().at("/result/request_id").asString("").equals(key)
            && reply.json().at("/billing/mode").asString("").equals(mode);
  }

  private static String owner(String authorization) {
    return switch (authorization) {
      case "Bearer " + Search.OWN_KEY -> "own";
      case "Bearer " + NEW_KEY -> "new";
      case "Bearer " + Search.SHARED_KEY -> "shared";
      default -> "nobody";
    };
  }
}
