package org.toolroute.gateway.provider.transport;

import org.toolroute.gateway.shared.ProviderId;

/** Is told whenever a provider's answer held the key of its call. */
@FunctionalInterface
public interface LeakCounter {
  void found(ProviderId provider);
}
