package org.toolroute.gateway.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.ledger.UnconfirmedSettlementException;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ProviderId;

/** What a repeated request is told of the charge is what the first one was told. */
class OutcomeJsonTest {

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 8000})
  void chargeIsReadBackAsItWasKnown(long micros) {
    // Given
    Optional<Credits> charged = Optional.of(micros).filter(known -> known >= 0).map(Credits::new);
    BillingReceipt receipt =
        new BillingReceipt(
            Optional.of(BillingMode.CREDITS),
            charged,
            Optional.of(new ProviderId("tavily")),
            List.of());
    CallId id = CallId.next();
    // When
    byte[] stored =
        OutcomeJson.write(
            new CallOutcome.Failed(id, new UnconfirmedSettlementException(id), receipt, true));
    CallOutcome again = OutcomeJson.read(stored);
    // Then
    assertThat(again.billing()).as(new String(stored, UTF_8)).isEqualTo(receipt);
  }
}
