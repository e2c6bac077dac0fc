package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;

class BreakersTest {
  private static final CircuitBreakerConfig CONFIGURED =
      CircuitBreakerConfig.custom()
          .slidingWindowSize(4)
          .minimumNumberOfCalls(2)
          .permittedNumberOfCallsInHalfOpenState(1)
          .build();

  private final CircuitBreaker breaker =
      CircuitBreakerRegistry.custom()
          .withRegistryStore(new Breakers())
          .build()
          .circuitBreaker("tavily-live", CONFIGURED);

  @Test
  void outagesOpenABreakerAsItIsConfigured() {
    // When
    fail(outage());
    fail(outage());
    // Then
    assertThat(breaker.getState()).isEqualTo(State.OPEN);
    assertThat(breaker.getName()).isEqualTo("tavily-live");
  }

  @Test
  void callsThatWereGivenUpAreNotCounted() {
    // When
    fail(givenUp());
    fail(givenUp());
    fail(givenUp());
    // Then
    assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    assertThat(breaker.getState()).isEqualTo(State.CLOSED);
  }

  @Test
  void aTrialThatWasGivenUpProvesNothing() {
    // Given
    breaker.transitionToOpenState();
    breaker.transitionToHalfOpenState();
    // When
    fail(givenUp());
    // Then
    assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.tryAcquirePermission()).isTrue();
  }

  private void fail(GatewayException failure) {
    assertThatThrownBy(() ->
            breaker.executeRunnable(() -> {
              throw failure;
            }))
        .isSameAs(failure);
  }

  private static GatewayException givenUp() {
    return new GatewayException(ErrorCode.CANCELED, "given up");
  }

  private static GatewayException outage() {
    return new UpstreamFailure.Outage(
        ErrorCode.PROVIDER_UNAVAILABLE,
        "away",
        JsonNodeFactory.instance.objectNode(),
        false,
        Optional.empty());
  }
}
