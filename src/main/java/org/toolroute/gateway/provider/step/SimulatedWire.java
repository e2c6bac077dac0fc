package org.toolroute.gateway.provider.step;

import java.time.Instant;
import java.util.Optional;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;

/** Where calls of test keys end: a simulator in place of the provider. */
@FunctionalInterface
public interface SimulatedWire {
  /**
   * What the provider would answer.
   *
   * @throws UpstreamFailure where the provider would give no answer
   */
  UpstreamAnswer send(
      Provider provider,
      Operation operation,
      UpstreamRequest request,
      Optional<KeyParts> key,
      Instant deadline);
}
