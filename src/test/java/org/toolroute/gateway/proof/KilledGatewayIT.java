package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import tools.jackson.databind.JsonNode;

/**
 * No service without a record: a gateway, or the database under it, that is killed in the middle of
 * hundreds of calls leaves every hold captured, released or expired, and the books right. With the
 * sweeper's route taken out of the route folder, holds stay open and both proofs fail.
 */
class KilledGatewayIT {
  private static final int CALLS = 200;

  /** How many have been answered when the kill comes. */
  private static final int ANSWERED_FIRST = 40;

  private static final BigDecimal CREDITS = new BigDecimal("10");

  /** The longest that a hold of these gateways lives is six seconds. */
  private static final Duration SWEPT = Duration.ofSeconds(45);

  @TempDir Path home;
  @TempDir Path routes;

  private ProviderStub stub;
  private GatewayProcess gateway;
  private TestAccount account;

  /** How many calls had ended when the kill was done; the others were at every step. */
  private final AtomicInteger served = new AtomicInteger(CALLS);

  @BeforeEach
  void start() throws IOException {
    // The database server may run as a user of its own, who has to pass through.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    ChangedRoutes.with(routes, "tavily", "timeout: 45s", "timeout: 5s");
    stub = ProviderStub.start();
    gateway = startGateway();
    gateway.client().shareKey("tavily", Search.SHARED_KEY);
    account = gateway.client().newAccount();
    gateway.client().topUp(account.id(), CREDITS.toPlainString(), "invoice-1");
    // The answers come in the order of the requests, so the kill meets calls at every step.
    stub.answers(afterAboutATenthOfASecond());
  }

  @AfterEach
  void stop() {
    gateway.close();
    stub.close();
  }

  @Test
  void aKilledGatewayLeavesNoCallUnresolved() {
    // When
    List<Optional<Reply>> replies = callAndMeanwhile(gateway::kill);
    gateway = startGateway();
    // Then
    assertThat(replies).as("the kill came too late to prove anything").contains(Optional.empty());
    requireEverythingResolved(replies);
  }

  @Test
  void aKilledDatabaseLeavesNoCallUnresolved() {
    // When
    List<Optional<Reply>> replies = callAndMeanwhile(this::killDatabase);
    // Then
    assertThat(gateway.isAlive()).isTrue();
    assertThat(served.get()).as("the kill came too late to prove anything").isLessThan(CALLS);
    requireEverythingResolved(replies);
  }

  private List<Optional<Reply>> callAndMeanwhile(Runnable kill) {
    CountDownLatch answered = new CountDownLatch(ANSWERED_FIRST);
    AtomicInteger ended = new AtomicInteger();
    CompletableFuture<Void> killed =
        CompletableFuture.runAsync(() -> {
          awaitUninterrupted(answered);
          kill.run();
          served.set(ended.get());
        });
    List<Optional<Reply>> replies =
        Crowd.of(
            CALLS,
            caller -> {
              Optional<Reply> reply = call();
              ended.incrementAndGet();
              answered.countDown();
              return reply;
            });
    killed.join();
    return replies;
  }

  /** Empty when the gateway went away before it answered. */
  private Optional<Reply> call() {
    try {
      return Optional.of(Search.call(gateway.client(), account.live()));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private void requireEverythingResolved(List<Optional<Reply>> replies) {
    Books books = new Books(gateway.client());
    await()
        .atMost(SWEPT)
        .untilAsserted(() -> assertThat(books.audit().path("open_holds").asInt(-1)).isZero());
    JsonNode audit = books.audit();
    assertThat(audit.path("ok").booleanValue()).as(audit.toString()).isTrue();
    Map<String, JsonNode> rows =
        books.usage(account.live()).stream()
            .collect(Collectors.toMap(row -> row.path("id").asString(), Function.identity()));
    assertThat(rows.size()).isGreaterThanOrEqualTo(stub.requests().size());
    BigDecimal charged =
        rows.values().stream()
            .map(row -> row.path("credits_charged").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(books.balance(account)).isEqualByComparingTo(CREDITS.subtract(charged));
    replies.stream().flatMap(Optional::stream).forEach(reply -> requireAsBilled(reply, rows));
  }

  /** What the caller was told to have paid is what the bill says. */
  private static void requireAsBilled(Reply reply, Map<String, JsonNode> rows) {
    JsonNode charged = reply.json().at("/billing/credits_charged");
    if (charged.isNull()) {
      return; // told that the books will say
    }
    BigDecimal told = charged.decimalValue();
    JsonNode row = rows.get(reply.json().path("id").asString());
    if (reply.status() == 200) {
      assertThat(row).as("no usage row for %s", reply.text()).isNotNull();
    }
    BigDecimal billed = row == null ? BigDecimal.ZERO : row.path("credits_charged").decimalValue();
    assertThat(billed).as("%s, billed as %s", reply.text(), row).isEqualByComparingTo(told);
  }

  private GatewayProcess startGateway() {
    return GatewayProcess.startAlone(
        stub,
        home,
        Map.of(
            "toolroute.routes", routes.toString(),
            "toolroute.execution.hold-margin", "1s",
            "toolroute.limits.concurrent-requests", "1000",
            "toolroute.limits.requests-per-minute", "100000"));
  }

  private void killDatabase() {
    try {
      String pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst();
      ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Function<Request, Answer> afterAboutATenthOfASecond() {
    AtomicInteger requests = new AtomicInteger();
    return request -> {
      int millis = 50 + requests.getAndIncrement() % 100;
      CountDownLatch never = new CountDownLatch(1);
      try {
        boolean ignored = never.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Search.ANSWER;
    };
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
