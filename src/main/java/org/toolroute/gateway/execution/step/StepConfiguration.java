package org.toolroute.gateway.execution.step;

import java.time.InstantSource;
import org.apache.camel.Processor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.WholeStep;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.shared.BillingMode;

/** The steps under the names that routes use. */
@Configuration(value = "executionSteps", proxyBeanMethods = false)
@EnableConfigurationProperties(ExecutionSettings.class)
class StepConfiguration {

  @Bean
  Processor resolveCredential(KeyRing keyRing) {
    return new WholeStep(new ResolveCredential(keyRing));
  }

  @Bean
  Processor useOwnKey(KeyRing keyRing, OpenKeys openKeys) {
    return new WholeStep(new OpenKey(keyRing, openKeys, BillingMode.BYOK));
  }

  @Bean
  Processor useSharedKey(KeyRing keyRing, OpenKeys openKeys) {
    return new WholeStep(new OpenKey(keyRing, openKeys, BillingMode.CREDITS));
  }

  @Bean
  Processor holdCredits(Ledger ledger, ExecutionSettings settings) {
    return new WholeStep(new HoldCredits(ledger, settings.holdMargin()));
  }

  @Bean
  Processor chargeNothing() {
    return new WholeStep(new ChargeNothing());
  }

  @Bean
  Processor settle(Ledger ledger, KeyRing keyRing, InstantSource clock) {
    return new WholeStep(new Settle(ledger, keyRing, clock));
  }

  @Bean
  Processor failCall(Ledger ledger, KeyRing keyRing, InstantSource clock) {
    return new WholeStep(new FailCall(ledger, keyRing, clock));
  }

  /** The {@code otherwise} of every choice: a case that the route does not name is a defect. */
  @Bean
  Processor refuseUnknownCase() {
    return exchange -> {
      throw new IllegalStateException("a choice of the route met a case that it does not name");
    };
  }
}
