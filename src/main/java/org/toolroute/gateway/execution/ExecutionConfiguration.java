package org.toolroute.gateway.execution;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.ledger.IdempotencyKeys;

/** The beans of this module; the {@code tool:} component is found by its name. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

  @Bean
  PublishedTools publishedTools() {
    return new PublishedTools();
  }

  @Bean
  CallableTools callableTools(Catalog catalog, PublishedTools publishedTools) {
    return new CallableTools(catalog, publishedTools);
  }

  @Bean("tool-component")
  ToolComponent toolComponent(PublishedTools publishedTools) {
    return new ToolComponent(publishedTools);
  }

  @Bean
  BoundKeys boundKeys(IdempotencyKeys idempotencyKeys) {
    return new BoundKeys(idempotencyKeys);
  }

  @Bean
  ToolExecution toolExecution(
      Catalog catalog,
      PublishedTools publishedTools,
      InstantSource clock,
      RateLimits rateLimits,
      IdempotencyKeys idempotencyKeys,
      OpenKeys openKeys,
      CallEvents callEvents) {
    return new ToolExecution(
        new Admission(catalog, publishedTools, clock),
        rateLimits,
        new OnceOnly(idempotencyKeys),
        publishedTools,
        openKeys,
        callEvents);
  }
}
