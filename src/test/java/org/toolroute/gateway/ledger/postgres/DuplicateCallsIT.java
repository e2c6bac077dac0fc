package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/**
 * The same calls from many sessions, holds and captures crossing each other. The execution never
 * does this with one call; the ledger stays exact all the same, though the database may have to
 * break a deadlock between a hold and the capture of the same call.
 */
class DuplicateCallsIT extends LedgerFixture {

  @Test
  void sameCallFromEightSessionsIsHeldAndChargedOnce() {
    // Given
    TestLedger second = TestLedger.over(database);
    Ledger other = second.ledger();
    AccountId account = gateway.accountWith("100");
    List<HoldRequest> calls = Stream.generate(() -> hold(account, "1")).limit(60).toList();
    List<HoldRequest> eightfold =
        calls.stream().flatMap(call -> Collections.nCopies(8, call).stream()).toList();
    // When
    List<Settlement> settlements =
        Parallel.over(
            List.of(ledger, other),
            eightfold,
            (gateway, request) -> {
              assertThat(gateway.hold(request)).isEqualTo(new Held(credits("1")));
              return gateway.capture(request, credits("0.5"), USAGE);
            });
    // Then
    assertThat(settlements).containsOnly(new Settlement(credits("0.5"), Credits.ZERO));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("70"));
    second.close();
  }
}
