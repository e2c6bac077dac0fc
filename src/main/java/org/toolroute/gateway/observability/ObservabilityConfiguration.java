package org.toolroute.gateway.observability;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.execution.CallEvents;
import org.toolroute.gateway.provider.transport.LeakCounter;

/** The beans of this module. */
@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(ObservabilityConfiguration.class);

  @Bean
  CallEvents callEvents(MeterRegistry meters, InstantSource clock) {
    return new CallRecorder(meters, clock);
  }

  @Bean
  LeakCounter leakCounter(MeterRegistry meters) {
    return provider -> {
      meters.counter("toolroute.upstream.leaks", "provider", provider.value()).increment();
      LOG.atWarn()
          .addKeyValue(LogKeys.PROVIDER, provider)
          .log("a provider's answer held the key of its call; it was redacted");
    };
  }
}
