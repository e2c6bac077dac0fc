package org.toolroute.gateway.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.byok.KeyCheck;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.CallerPresence;
import org.toolroute.gateway.provider.ErrorClassifier;
import org.toolroute.gateway.provider.ProviderKeyCheck;
import org.toolroute.gateway.provider.ProviderKeyCheck.KeyCheckWire;
import org.toolroute.gateway.provider.RequestBuilder;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.step.SimulatedWire;
import org.toolroute.gateway.provider.transport.TransportFailure;
import org.toolroute.gateway.provider.transport.UpstreamCall;
import org.toolroute.gateway.provider.transport.UpstreamClient;
import org.toolroute.gateway.sandbox.ProviderSimulator;
import org.toolroute.gateway.sandbox.Simulated;

/** Puts the simulator where test keys would meet a provider. */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {
  /** A rehearsed timeout is told after this, not after the minute that a real one may take. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @Bean
  ProviderSimulator providerSimulator() {
    return new ProviderSimulator();
  }

  @Bean
  SimulatedWire simulatedWire(ProviderSimulator simulator, InstantSource clock) {
    return (provider, operation, request, key, deadline) ->
        outcome(simulator.answer(provider, operation, request, key), deadline, clock);
  }

  @Bean
  KeyCheck keyCheck(
      Catalog catalog, UpstreamClient client, ProviderSimulator simulator, InstantSource clock) {
    KeyCheckWire wire =
        (environment, check, key) ->
            switch (environment) {
              case LIVE ->
                  client.send(
                      new UpstreamCall(
                          check.id(),
                          check.provider(),
                          check.deadline(),
                          check.answerBytesMax(),
                          CallerPresence.CERTAIN),
                      check.request(),
                      key);
              case TEST -> {
                try (key) {
                  yield outcome(
                      simulator.answerKeyCheck(
                          check.provider(),
                          check.provider().keyCheck().orElseThrow().request(),
                          check.request(),
                          Optional.of(key)),
                      check.deadline(),
                      clock);
                }
              }
            };
    return new ProviderKeyCheck(
        catalog, new RequestBuilder(), new ErrorClassifier(clock), wire, clock);
  }

  private static UpstreamAnswer outcome(
      Simulated simulated, Instant deadline, InstantSource clock) {
    return switch (simulated) {
      case Simulated.Answered(UpstreamAnswer answer) -> answer;
      case Simulated.Unreachable() -> throw TransportFailure.notReached();
      case Simulated.Silent() -> {
        Duration left = Duration.between(clock.instant(), deadline);
        LockSupport.parkNanos(left.compareTo(SILENCE) < 0 ? left.toNanos() : SILENCE.toNanos());
        throw TransportFailure.timeout();
      }
    };
  }
}
