package org.toolroute.gateway.provider.step;

import java.util.Optional;
import org.toolroute.gateway.provider.Classified;
import org.toolroute.gateway.provider.UpstreamAnswer;

/**
 * An answer of the provider that is no outage; between the breaker and {@code normalise}.
 *
 * @param refusal what the provider refused; empty when it served the call
 */
record Answered(UpstreamAnswer answer, Optional<Classified> refusal) {
  /** The variable that holds it. */
  static final String ANSWER = "answer";
}
