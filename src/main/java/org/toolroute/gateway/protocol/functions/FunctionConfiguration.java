package org.toolroute.gateway.protocol.functions;

import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.protocol.rest.RestStep;

/** The operations of function calling under the names that routes use. */
@Configuration(proxyBeanMethods = false)
class FunctionConfiguration {

  @Bean
  Processor listTools(Catalog catalog, CallableTools callable) {
    return new RestStep(new ListTools(catalog, callable));
  }
}
