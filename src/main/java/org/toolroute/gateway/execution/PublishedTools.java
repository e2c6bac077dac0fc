package org.toolroute.gateway.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.toolroute.gateway.shared.ProviderId;

/** The providers whose routes run now, each with the start of its route. */
public final class PublishedTools {
  private final Map<ProviderId, Consumer> routes = new ConcurrentHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void add(ProviderId provider, Consumer route) {
    routes.put(provider, route);
    listeners.forEach(Runnable::run);
  }

  void remove(ProviderId provider, Consumer route) {
    if (routes.remove(provider, route)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Has {@code listener} run, quickly, whenever a provider starts or stops being published. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The start of the provider's route, or empty while none runs. */
  Optional<Consumer> route(ProviderId provider) {
    return Optional.ofNullable(routes.get(provider));
  }

  public boolean isPublished(ProviderId provider) {
    return routes.containsKey(provider);
  }

  public Set<ProviderId> providers() {
    return Set.copyOf(routes.keySet());
  }
}
