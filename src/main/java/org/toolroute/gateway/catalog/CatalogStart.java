package org.toolroute.gateway.catalog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The catalogue on its way: begun before Spring reads its first class, since reading descriptions
 * needs none of its beans and takes a twentieth of a start.
 */
final class CatalogStart {
  private final CompletableFuture<Catalog> catalog = new CompletableFuture<>();

  private CatalogStart(CatalogProperties properties) {
    Thread.ofPlatform().name("catalog-start").daemon().start(() -> load(properties));
  }

  /**
   * The catalogue, as soon as it is read.
   *
   * @throws InvalidDescriptionsException with every problem of every file
   */
  Catalog await() {
    try {
      return catalog.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private void load(CatalogProperties properties) {
    try {
      catalog.complete(new CatalogLoader(properties).load());
    } catch (RuntimeException | Error e) {
      catalog.completeExceptionally(e);
    }
  }

  /** Begins. */
  public static final class Initializer
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      CatalogProperties properties =
          Binder.get(context.getEnvironment()).bindOrCreate("toolroute", CatalogProperties.class);
      context.getBeanFactory().registerSingleton("catalogStart", new CatalogStart(properties));
    }
  }
}
