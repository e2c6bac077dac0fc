package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.toolroute.gateway.shared.SecretAccess;

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

  @Test
  void settingsReachTheServer() throws SQLException {
    // Given
    AnnotationConfigApplicationContext context =
        context(Map.of("toolroute.postgres.max-connections", "23"));
    // When
    context.refresh();
    // Then
    RunningPostgres server = context.getBean(RunningPostgres.class);
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW max_connections")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("23");
    }
    context.close();
    assertThat(server.isAlive()).isFalse();
  }

  private static Connection connect(RunningPostgres server) throws SQLException {
    String password = server.gateway().password().reveal(SecretAccess.DATABASE_LOGIN);
    return DriverManager.getConnection(server.jdbcUrl(), server.gateway().user(), password);
  }

  private AnnotationConfigApplicationContext context(Map<String, Object> settings) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(new MapPropertySource("home", Map.of("toolroute.postgres.home", home.toString())));
    new EmbeddedDatabaseStart.Initializer().initialize(context);
    context.register(EmbeddedDatabaseConfiguration.class);
    return context;
  }
}
