package org.toolroute.gateway.catalog;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the catalogue a bean; start-up fails with all problems when it cannot be loaded. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogProperties.class)
class CatalogConfiguration {

  @Bean
  CatalogLoader catalogLoader(CatalogProperties properties) {
    return new CatalogLoader(properties);
  }

  @Bean
  Catalog catalog(CatalogLoader loader) {
    return loader.load();
  }
}
