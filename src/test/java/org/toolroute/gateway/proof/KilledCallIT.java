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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.GatewayProcess;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import tools.jackson.databind.JsonNode;

/**
 * A gateway is killed while the provider works on two calls that have an Idempotency-Key. Repeated
 * after the restart, the one that writes is never sent again, and the one that reads is.
 */
class KilledCallIT {
  private static final String CHAT =
      """
      {"model":"gpt-4o-mini","max_completion_tokens":50,\
      "messages":[{"role":"user","content":"Hello"}]}\
      """;
  private static final Map<String, String> WRITE = Map.of("Idempotency-Key", "order-17");
  private static final Map<String, String> READ = Map.of("Idempotency-Key", "order-18");

  /** The calls may take twenty seconds here, and whoever claimed a key has half a minute more. */
  private static final Duration CLAIM_OVER = Duration.ofSeconds(120);

  private static final Duration SWEPT = Duration.ofSeconds(45);

  @TempDir Path home;
  @TempDir Path routes;

  private final CountDownLatch killed = new CountDownLatch(1);
  private ProviderStub stub;
  private GatewayProcess gateway;
  private TestAccount account;

  @BeforeEach
  void start() throws IOException {
    // The database server may run as a user of its own, who has to pass through.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    ChangedRoutes.with(routes, "tavily", "timeout: 45s", "timeout: 20s");
    ChangedRoutes.change(routes, "openai", "timeout: 120s", "timeout: 20s");
    stub = ProviderStub.start();
    gateway = startGateway();
    gateway.client().shareKey("tavily", Search.SHARED_KEY);
    gateway.client().shareKey("openai", "sk-proj-shared-0123456789abcdef");
    account = gateway.client().newAccount();
    gateway.client().topUp(account.id(), "10", "invoice-1");
  }

  @AfterEach
  void stop() {
    killed.countDown();
    gateway.close();
    stub.close();
  }

  @Test
  void aKilledWriteIsNeverSentAgainAndAKilledReadIs() {
    // Given
    stub.answers(_ -> {
      awaitUninterrupted(killed);
      return Search.ANSWER;
    });
    CompletableFuture<String> write = answer(this::write);
    CompletableFuture<String> read = answer(this::read);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(stub.requests())
                .as("write %s, read %s", write.getNow(""), read.getNow(""))
                .hasSize(2));
    // When
    gateway.kill();
    killed.countDown();
    stub.answers(request -> isChat(request) ? Answer.json(500, "{}") : Search.ANSWER);
    gateway = startGateway();
    // Then
    assertThat(write.join()).isEmpty();
    assertThat(read.join()).isEmpty();
    Reply writtenAgain = onceItsClaimIsOver(this::write);
    assertThat(writtenAgain.status()).as(writtenAgain.text()).isEqualTo(409);
    assertThat(writtenAgain.errorCode()).isEqualTo("outcome_unknown");
    assertThat(writtenAgain.json().at("/billing/credits_charged").decimalValue()).isZero();
    assertThat(write().errorCode()).as("ever again").isEqualTo("outcome_unknown");
    Reply readAgain = onceItsClaimIsOver(this::read);
    assertThat(readAgain).matches(Search::paid);
    assertThat(read().text()).as("the stored answer").isEqualTo(readAgain.text());
    assertThat(stub.requests()).filteredOn(KilledCallIT::isChat).hasSize(1);
    assertThat(stub.requests()).hasSize(3);
    requireOnlyTheServedCallCharged();
  }

  private void requireOnlyTheServedCallCharged() {
    Books books = new Books(gateway.client());
    await().atMost(SWEPT).until(() -> books.openHolds() == 0);
    JsonNode audit = books.audit();
    assertThat(audit.path("ok").booleanValue()).as(audit.toString()).isTrue();
    assertThat(books.balance(account))
        .isEqualByComparingTo(BigDecimal.TEN.subtract(new BigDecimal(Search.PRICE)));
    assertThat(books.usage(account.live()))
        .extracting(row -> row.path("outcome").asString())
        .containsExactlyInAnyOrder("expired", "expired", "captured");
  }

  /** Until then a repetition is told that the call may still run. */
  private static Reply onceItsClaimIsOver(Supplier<Reply> repetition) {
    return await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(CLAIM_OVER)
        .until(repetition::get, reply -> !reply.errorCode().equals("idempotency_in_progress"));
  }

  private Reply write() {
    return gateway.client().execute(account.live(), "openai", "chat_completion", CHAT, WRITE);
  }

  private Reply read() {
    return gateway.client().execute(account.live(), "tavily", "search", Search.INPUT, READ);
  }

  /** Empty when the gateway went away before it answered. */
  private static CompletableFuture<String> answer(Supplier<Reply> call) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return call.get().text();
      } catch (UncheckedIOException e) {
        return "";
      }
    });
  }

  private static boolean isChat(ProviderStub.Request request) {
    return request.target().getPath().endsWith("/chat/completions");
  }

  private GatewayProcess startGateway() {
    return GatewayProcess.startAlone(
        stub,
        home,
        Map.of("toolroute.routes", routes.toString(), "toolroute.execution.hold-margin", "1s"));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
