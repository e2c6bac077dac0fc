package org.toolroute.gateway.platform;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.provider.lint.RouteLint;

/** What Camel runs: the route files, once they are checked. */
@Configuration(proxyBeanMethods = false)
class RouteLintConfiguration {

  @Bean
  LintedRoutes routesCollector(ApplicationContext beans, CatalogProperties properties) {
    return new LintedRoutes(beans, new RouteLint(beans::containsBean), properties.routes());
  }
}
