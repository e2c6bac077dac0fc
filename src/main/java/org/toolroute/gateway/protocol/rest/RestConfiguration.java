package org.toolroute.gateway.protocol.rest;

import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.byok.Registrations;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.UsageQuery;

/** The operations of the API under the names that routes use. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {

  @Bean
  WireBinding wireBinding() {
    return new WireBinding();
  }

  @Bean
  Processor authenticateCaller(Authentication authentication) {
    return new AuthenticateCaller(authentication);
  }

  @Bean
  Processor recogniseCaller(Authentication authentication) {
    return new RecogniseCaller(new AuthenticateCaller(authentication));
  }

  @Bean
  Processor executeTool(ToolExecution execution) {
    return new RestStep(new ExecuteTool(execution));
  }

  @Bean
  Processor readKey(Ledger ledger, Registrations registrations, Catalog catalog, KeyRing keyRing) {
    return new RestStep(new AccountReadings(ledger, registrations, catalog, keyRing)::key);
  }

  @Bean
  Processor listProviders(Catalog catalog, PublishedTools published, KeyRing keyRing) {
    return new RestStep(new ProviderList(catalog, published, keyRing)::list);
  }

  @Bean
  Processor listUsage(UsageQuery usage, Catalog catalog) {
    return new RestStep(new UsageList(usage, catalog)::own);
  }

  @Bean
  ByokOperations byokOperations(Registrations registrations, RateLimits limits) {
    return new ByokOperations(registrations, limits);
  }

  @Bean
  Processor registerByok(ByokOperations operations) {
    return new RestStep(operations::register);
  }

  @Bean
  Processor listByok(ByokOperations operations) {
    return new RestStep(operations::list);
  }

  @Bean
  Processor readByok(ByokOperations operations) {
    return new RestStep(operations::read);
  }

  @Bean
  Processor deleteByok(ByokOperations operations) {
    return new RestStep(operations::delete);
  }
}
