package org.toolroute.gateway.catalog;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.toolroute.gateway.shared.Begun;

/**
 * The catalogue on its way: begun before Spring reads its first class, since reading descriptions
 * needs none of its beans and takes a twentieth of a start.
 *
 * @param catalog fails with {@link InvalidDescriptionsException}: every problem of every file
 */
record CatalogStart(Begun<Catalog> catalog) {

  /** Begins. */
  public static final class Initializer
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      CatalogProperties properties =
          Binder.get(context.getEnvironment()).bindOrCreate("toolroute", CatalogProperties.class);
      Begun<Catalog> catalog =
          Begun.onThread("catalog-start", () -> new CatalogLoader(properties).load());
      context.getBeanFactory().registerSingleton("catalogStart", new CatalogStart(catalog));
    }
  }
}
