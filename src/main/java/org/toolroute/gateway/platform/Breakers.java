package org.toolroute.gateway.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.registry.InMemoryRegistryStore;
import java.util.function.Function;
import org.toolroute.gateway.execution.UpstreamFailure.Outage;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The circuit breakers of the routes, which pass over errors that say nothing about a provider: a
 * call that was given up unsent is neither an outage nor, in a half-open breaker, a success.
 * Camel's own {@code ignoreExceptions} swallows what it ignores, and the route would go on.
 */
final class Breakers extends InMemoryRegistryStore<CircuitBreaker> {

  @Override
  public CircuitBreaker computeIfAbsent(
      String name, Function<? super String, ? extends CircuitBreaker> asConfigured) {
    return super.computeIfAbsent(
        name, key -> CircuitBreaker.of(key, countingOutages(asConfigured.apply(key))));
  }

  private static CircuitBreakerConfig countingOutages(CircuitBreaker configured) {
    return CircuitBreakerConfig.from(configured.getCircuitBreakerConfig())
        .ignoreException(
            failure -> failure instanceof GatewayException && !(failure instanceof Outage))
        .build();
  }
}
