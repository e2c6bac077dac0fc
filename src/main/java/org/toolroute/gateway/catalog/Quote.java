package org.toolroute.gateway.catalog;

import java.util.List;
import org.toolroute.gateway.shared.Credits;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call on credits can cost at most.
 *
 * @param upperBound what to hold; {@link Price#settle} never says more
 * @param inputToSend the input with the limits that the operator sets when they are missing
 * @param adjustments what was set, one sentence each, for the receipt
 */
public record Quote(Credits upperBound, ObjectNode inputToSend, List<String> adjustments) {

  public Quote {
    adjustments = List.copyOf(adjustments);
  }
}
