package org.toolroute.gateway.provider.step;

import java.time.InstantSource;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.WholeStep;
import org.toolroute.gateway.provider.ErrorClassifier;
import org.toolroute.gateway.provider.RequestBuilder;
import org.toolroute.gateway.provider.ResultShaper;
import org.toolroute.gateway.provider.transport.UpstreamCalls;

/** The steps under the names that routes use. */
@Configuration(value = "providerSteps", proxyBeanMethods = false)
class StepConfiguration {

  @Bean
  Processor buildRequest(UpstreamCalls upstreamCalls, OpenKeys openKeys) {
    return new WholeStep(new BuildRequest(new RequestBuilder(), upstreamCalls, openKeys));
  }

  @Bean
  Processor readAnswer(InstantSource clock) {
    return new WholeStep(new ReadAnswer(new ErrorClassifier(clock)));
  }

  @Bean
  Processor normalise() {
    return new WholeStep(new Normalise(new ResultShaper()));
  }

  @Bean
  Processor rehearse(SimulatedWire wire, OpenKeys openKeys) {
    return new WholeStep(new Rehearse(wire, openKeys));
  }
}
