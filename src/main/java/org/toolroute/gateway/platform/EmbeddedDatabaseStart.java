package org.toolroute.gateway.platform;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgres;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgresSettings;
import org.toolroute.gateway.platform.postgres.PostgresStartException;
import org.toolroute.gateway.platform.postgres.RunningPostgres;
import org.toolroute.gateway.shared.Begun;

/**
 * The start of the embedded database, begun before Spring reads its first class: a server's start
 * is mostly waiting. Stops the server after everything that uses it, also when the gateway's own
 * start fails on the way.
 *
 * @param server fails with {@link PostgresStartException}: a sentence for the operator
 */
record EmbeddedDatabaseStart(Begun<RunningPostgres> server) implements DisposableBean {

  @Override
  public void destroy() {
    server.awaitEnd().ifPresent(RunningPostgres::close);
  }

  /** Begins the start where no other database is named. */
  public static final class Initializer
      implements ApplicationContextInitializer<GenericApplicationContext> {
    private static final String NAME = "embeddedDatabaseStart";

    @Override
    public void initialize(GenericApplicationContext context) {
      Environment environment = context.getEnvironment();
      if (environment.containsProperty("spring.datasource.url")) {
        return;
      }
      EmbeddedPostgresSettings settings =
          Binder.get(environment).bind("toolroute.postgres", EmbeddedPostgresSettings.class).get();
      EmbeddedDatabaseStart start =
          new EmbeddedDatabaseStart(
              Begun.onThread("embedded-postgres-start", () -> EmbeddedPostgres.start(settings)));
      context.getBeanFactory().registerSingleton(NAME, start);
      context.getDefaultListableBeanFactory().registerDisposableBean(NAME, start);
    }
  }
}
