package org.toolroute.gateway.catalog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the catalogue a bean; start-up fails with all problems when it cannot be loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogProperties.class)
class CatalogConfiguration {

  /** Read here where nobody began earlier. */
  @Bean
  Catalog catalog(CatalogProperties properties, ObjectProvider<CatalogStart> begun) {
    CatalogStart start = begun.getIfAvailable();
    return start == null ? new CatalogLoader(properties).load() : start.catalog().await();
  }
}
