package org.toolroute.gateway.execution;

import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.catalog.Quote;
import org.toolroute.gateway.credential.ResolvedCredential;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a call will run: with whose key, in which mode, and with what input.
 *
 * @param input what is sent; the caller's input, with a token limit added where credits need one
 * @param adjustments what was added to the input, for the receipt
 */
public record CallPlan(ResolvedCredential credential, ObjectNode input, List<String> adjustments) {

  /** Who pays. */
  public BillingMode mode() {
    return credential.mode();
  }

  /** The same plan with the input that the quote bounds. */
  public CallPlan bounded(Quote quote) {
    return new CallPlan(credential, quote.inputToSend(), quote.adjustments());
  }

  /** The receipt for {@code charged}, which is empty where only the books can say. */
  public BillingReceipt receipt(ProviderId provider, Optional<Credits> charged) {
    return new BillingReceipt(Optional.of(mode()), charged, Optional.of(provider), adjustments);
  }

  @Override
  public String toString() {
    return "CallPlan[" + mode() + "]";
  }
}
