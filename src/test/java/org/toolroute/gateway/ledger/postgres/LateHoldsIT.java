package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.expiring;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.shared.AccountId;

/**
 * A hold that comes when its call is resolved already: nobody would give its credits back, so it
 * holds none, and the call counts as held.
 */
class LateHoldsIT extends LedgerFixture {
  private final AccountId account = gateway.accountWith("30");
  private final HoldRequest captured = hold(account, "1");
  private final HoldRequest released = hold(account, "1");
  private final HoldRequest expired = expiring(account, "1");

  @Test
  void aloneItHoldsNothing() {
    // Given
    resolve();
    // When
    List<HoldOutcome> outcomes = Stream.of(captured, released, expired).map(ledger::hold).toList();
    // Then
    assertThat(outcomes).containsOnly(new Held(credits("1")));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("29"));
  }

  /** The other takes all that is left: what is held already must not be asked for again. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "29"})
  void inABatchItHoldsNothingAndTheOthersAreHeld(String amount) {
    // Given
    resolve();
    HoldRequest other = hold(account, amount);
    // When
    Set<UUID> held = holdTogether(List.of(captured, released, other, expired));
    // Then
    assertThat(held).containsExactly(other.call().id().value());
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("29").minus(other.amount()));
  }

  private void resolve() {
    List.of(captured, released, expired).forEach(ledger::hold);
    ledger.capture(captured, credits("1"), USAGE);
    ledger.release(released, USAGE);
    gateway.sweeper().sweepOnce();
  }

  private static Set<UUID> holdTogether(List<HoldRequest> requests) {
    return gateway.database.run(new HoldBatch(requests, "test")::run);
  }
}
