package org.toolroute.gateway.platform;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgres;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgresSettings;
import org.toolroute.gateway.platform.postgres.PostgresStartException;
import org.toolroute.gateway.platform.postgres.RunningPostgres;

/**
 * The start of the embedded database, begun before Spring reads its first class: a server's start
 * is mostly waiting. Stops the server after everything that uses it, also when the gateway's own
 * start fails on the way.
 */
final class EmbeddedDatabaseStart implements DisposableBean {
  private final CompletableFuture<RunningPostgres> start = new CompletableFuture<>();

  private EmbeddedDatabaseStart(EmbeddedPostgresSettings settings) {
    Thread.ofPlatform()
        .name("embedded-postgres-start")
        .daemon()
        .start(() -> {
          try {
            start.complete(EmbeddedPostgres.start(settings));
          } catch (RuntimeException | Error e) {
            start.completeExceptionally(e);
          }
        });
  }

  /**
   * The running server, as soon as it runs.
   *
   * @throws PostgresStartException with a sentence for the operator
   */
  RunningPostgres await() {
    try {
      return start.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  @Override
  public void destroy() {
    start.handle((running, failure) -> running).thenAccept(EmbeddedDatabaseStart::close).join();
  }

  private static void close(@Nullable RunningPostgres running) {
    if (running != null) {
      running.close();
    }
  }

  /** Begins the start where no other database is named. */
  public static final class Initializer
      implements ApplicationContextInitializer<GenericApplicationContext> {
    private static final String NAME = "embeddedDatabaseStart";

    @Override
    public void initialize(GenericApplicationContext context) {
      Environment settings = context.getEnvironment();
      if (settings.containsProperty("spring.datasource.url")) {
        return;
      }
      Path home = Path.of(settings.getRequiredProperty("toolroute.home"));
      int port = settings.getProperty("toolroute.postgres.port", Integer.class, 0);
      EmbeddedDatabaseStart start =
          new EmbeddedDatabaseStart(EmbeddedPostgresSettings.below(home).withPort(port));
      context.getBeanFactory().registerSingleton(NAME, start);
      context.getDefaultListableBeanFactory().registerDisposableBean(NAME, start);
    }
  }
}
