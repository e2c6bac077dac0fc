package org.toolroute.gateway.platform;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.provider.lint.Finding;
import org.toolroute.gateway.provider.lint.RouteLint;

/** Checks the route files before Camel loads them: integrators edit them without our build. */
@Configuration(proxyBeanMethods = false)
class RouteLintConfiguration {

  @Bean
  CamelContextConfiguration lintRoutes(ApplicationContext beans, CatalogProperties properties) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        List<Finding> findings = new RouteLint(beans::containsBean).check(properties.routes());
        if (!findings.isEmpty()) {
          throw new InvalidRoutesException(findings);
        }
      }

      @Override
      public void afterApplicationStart(CamelContext context) {}
    };
  }
}
