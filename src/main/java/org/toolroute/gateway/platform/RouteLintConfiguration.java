package org.toolroute.gateway.platform;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.provider.lint.RouteLint;

/** What Camel runs: the route files, once they are checked. */
@Configuration(proxyBeanMethods = false)
class RouteLintConfiguration {

  @Bean
  LintedRoutes routesCollector(
      ApplicationContext beans, CatalogProperties properties, ObjectProvider<Catalog> catalog) {
    return new LintedRoutes(
        beans,
        new RouteLint(beans::containsBean),
        properties.routes(),
        () -> described(catalog.getObject()));
  }

  private static Set<String> described(Catalog catalog) {
    return catalog.providers().stream()
        .map(provider -> provider.id().value())
        .collect(Collectors.toSet());
  }
}
