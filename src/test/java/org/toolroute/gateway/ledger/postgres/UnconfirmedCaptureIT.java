package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UnconfirmedSettlementException;
import org.toolroute.gateway.parts.LosingRelay;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;

/** The database carries a capture out, and its answer is lost on the way. */
class UnconfirmedCaptureIT extends LedgerFixture {
  private static final String SETTLE = "Resolves a hold:"; // how the statement begins
  private static final Duration MAX_WAIT = Duration.ofMillis(300);
  private static final Settlement TAKEN = new Settlement(credits("1.5"), Credits.ZERO);

  private LosingRelay relay;
  private AccountId account;
  private HoldRequest held;

  @BeforeEach
  void openRelay() throws IOException {
    relay = LosingRelay.to(database);
    account = gateway.accountWith("10");
    held = hold(account, "2");
    ledger.hold(held);
  }

  @AfterEach
  void chargedOnce() throws IOException {
    relay.close();
    assertThat(transfers(held.call().id())).containsExactly("capture 1500000");
    assertThat(outcomes(held.call().id())).containsExactly("captured");
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("8.5"));
  }

  @Test
  void isAskedForUntilTheDatabaseIsBack() {
    // Given
    try (TestLedger patient = over(Duration.ofSeconds(30));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      relay.loseAnswerAndStayAway(SETTLE);
      CompletableFuture<Settlement> capture =
          CompletableFuture.supplyAsync(
              () -> patient.ledger().capture(held, credits("1.5"), USAGE), threads);
      await().until(relay::isAway);
      await().during(MAX_WAIT.multipliedBy(6)).until(() -> !capture.isDone());
      // When
      relay.comeBack();
      // Then
      assertThat(capture.join()).isEqualTo(TAKEN);
    }
  }

  @Test
  void callerIsSentToTheBooksWhenThePatienceIsOver() {
    // Given
    try (TestLedger hasty = over(Duration.ofMillis(500))) {
      relay.loseAnswerAndStayAway(SETTLE);
      // Then
      assertThatThrownBy(() -> hasty.ledger().capture(held, credits("1.5"), USAGE))
          .isInstanceOf(UnconfirmedSettlementException.class)
          .hasMessageContaining(held.call().id().toString())
          .hasMessageContaining("usage");
      assertThatThrownBy(() -> hasty.ledger().release(held, USAGE))
          .isInstanceOf(GatewayException.class);
    }
  }

  @Test
  void releaseTellsWhatStands() {
    // Given
    try (TestLedger hasty = over(Duration.ZERO)) {
      relay.loseAnswerAndStayAway(SETTLE);
      assertThatThrownBy(() -> hasty.ledger().capture(held, credits("1.5"), USAGE))
          .isInstanceOf(UnconfirmedSettlementException.class);
      relay.comeBack();
      // When
      Settlement standing = hasty.ledger().release(held, USAGE);
      // Then
      assertThat(standing).isEqualTo(TAKEN);
    }
  }

  private TestLedger over(Duration patience) {
    return TestLedger.over(
        relay.gateway(), TestLedger.properties(MAX_WAIT, Duration.ofSeconds(2), patience));
  }
}
