package org.toolroute.gateway.platform;

import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.provider.lint.Finding;
import org.toolroute.gateway.provider.lint.RouteLint;

/**
 * Checks the route files before Camel reads them: integrators edit them without our build. Runs
 * when all beans exist and before the context is refreshed, because loading a route file can
 * already construct what it names.
 */
@Configuration(proxyBeanMethods = false)
class RouteLintConfiguration {

  @Bean
  SmartInitializingSingleton lintRoutes(ListableBeanFactory beans, CatalogProperties properties) {
    return () -> {
      List<Finding> findings = new RouteLint(beans::containsBean).check(properties.routes());
      if (!findings.isEmpty()) {
        throw new InvalidRoutesException(findings);
      }
    };
  }
}
