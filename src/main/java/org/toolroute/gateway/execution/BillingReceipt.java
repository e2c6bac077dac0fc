package org.toolroute.gateway.execution;

import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ProviderId;

/**
 * What a call cost and who paid; part of every answer, success or not.
 *
 * @param mode empty while nothing was decided
 * @param charged empty where only the books can say: the ledger was asked to settle the call and
 *     cannot be reached
 * @param adjustments what the gateway changed in the input so that the cost has a bound, for
 *     example a missing token limit; empty for calls with an own key
 */
public record BillingReceipt(
    Optional<BillingMode> mode,
    Optional<Credits> charged,
    Optional<ProviderId> provider,
    List<String> adjustments) {

  /** For failures before anything was decided. */
  public static final BillingReceipt UNDECIDED =
      new BillingReceipt(Optional.empty(), Optional.of(Credits.ZERO), Optional.empty(), List.of());

  public BillingReceipt {
    adjustments = List.copyOf(adjustments);
  }
}
