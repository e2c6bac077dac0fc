package org.toolroute.gateway.platform;

import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.PriceList;
import org.toolroute.gateway.ledger.IdempotencyKeys;
import org.toolroute.gateway.ledger.PriceVersions;
import org.toolroute.gateway.ledger.Sweeper;
import org.toolroute.gateway.ledger.UsageBacklog;
import org.toolroute.gateway.shared.GatewayException;

/** What the gateway does by itself: at the start, and in the maintenance routes. */
@Configuration(proxyBeanMethods = false)
class MaintenanceConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceConfiguration.class);

  /** Every price that a call can be charged by is on record before the first call. */
  @Bean
  SmartInitializingSingleton publishPrices(Catalog catalog, PriceVersions versions) {
    return () ->
        catalog
            .providers()
            .forEach(provider -> {
              PriceList prices = provider.prices();
              versions.publish(prices.version().value(), prices.canonicalJson());
            });
  }

  @Bean
  Processor sweepHolds(Sweeper sweeper) {
    return exchange -> attempt("sweep holds", sweeper::sweepOnce);
  }

  @Bean
  Processor writeUsageBacklog(UsageBacklog backlog) {
    return exchange -> attempt("write usage backlog", backlog::writeOnce);
  }

  @Bean
  Processor forgetIdempotencyKeys(IdempotencyKeys keys) {
    return exchange -> attempt("forget idempotency keys", keys::removeExpired);
  }

  /** A database that is away is reported by readiness and by calls; the next turn tries again. */
  private static void attempt(String task, Runnable work) {
    try {
      work.run();
    } catch (GatewayException e) {
      LOG.atDebug().addKeyValue("task", task).log("maintenance is postponed");
    }
  }
}
