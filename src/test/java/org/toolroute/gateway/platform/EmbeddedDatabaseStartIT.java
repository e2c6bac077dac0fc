package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgres;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgresSettings;
import org.toolroute.gateway.platform.postgres.PostgresStartException;
import org.toolroute.gateway.platform.postgres.RunningPostgres;

class EmbeddedDatabaseStartIT {
  @TempDir private Path parent;
  private Path home;

  /** The server runs as another user when the tests run as root, and has to get there. */
  @BeforeEach
  void openParent() throws Exception {
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = parent.resolve("home");
  }

  @Test
  void serverIsStoppedWhenTheGatewayItselfFailsToStart() {
    // Given
    AtomicReference<RunningPostgres> started = new AtomicReference<>();
    AnnotationConfigApplicationContext context = context(Map.of());
    context.registerBean(
        "broken",
        String.class,
        () -> {
          started.set(context.getBean(RunningPostgres.class));
          throw new IllegalStateException("a setting is wrong");
        });
    // When
    assertThatThrownBy(context::refresh).hasRootCauseMessage("a setting is wrong");
    // Then
    assertThat(started.get().isAlive()).isFalse();
    EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home)).close();
  }

  @Test
  void homeInUseIsSaidInTheSentenceForTheOperator() {
    // Given
    try (RunningPostgres _ = EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home))) {
      AnnotationConfigApplicationContext context = context(Map.of());
      // When, Then
      assertThatThrownBy(context::refresh).hasRootCauseInstanceOf(PostgresStartException.class);
    }
  }

  @Test
  void nothingIsStartedWhereAnotherDatabaseIsNamed() {
    AnnotationConfigApplicationContext context =
        context(Map.of("spring.datasource.url", "jdbc:postgresql://db.example/toolroute"));
    context.refresh();
    assertThat(context.getBeanProvider(RunningPostgres.class).stream()).isEmpty();
    assertThat(home).doesNotExist();
    context.close();
  }

  private AnnotationConfigApplicationContext context(Map<String, Object> settings) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(new MapPropertySource("home", Map.of("toolroute.home", home.toString())));
    new EmbeddedDatabaseStart.Initializer().initialize(context);
    context.register(EmbeddedDatabaseConfiguration.class);
    return context;
  }
}
