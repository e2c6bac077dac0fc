package org.toolroute.gateway.protocol.functions;

import org.apache.camel.Processor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.account.RateLimitSettings;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.BoundKeys;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.protocol.rest.RestStep;

/** The operations of function calling under the names that routes use. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FunctionSettings.class)
class FunctionConfiguration {

  @Bean
  Processor listTools(Catalog catalog, CallableTools callable) {
    return new RestStep(new ListTools(catalog, callable));
  }

  @Bean
  Processor runToolCalls(
      ToolExecution execution,
      BoundKeys boundKeys,
      Catalog catalog,
      FunctionSettings settings,
      RateLimitSettings limits) {
    SideBySide sideBySide =
        new SideBySide(Math.min(settings.concurrentCalls(), limits.concurrentRequests()));
    return new RestStep(
        new RunToolCalls(
            new CallExecution(execution, catalog),
            boundKeys,
            sideBySide,
            settings.callsPerRequest()));
  }
}
