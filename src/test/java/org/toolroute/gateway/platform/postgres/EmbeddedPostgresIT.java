package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.execute;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.Part;

class EmbeddedPostgresIT {
  @TempDir static Path parent;

  private static Path home;

  private static EmbeddedPostgresSettings settings() {
    return EmbeddedPostgresSettings.below(home);
  }

  @BeforeAll
  static void firstStart() throws Exception {
    PostgresHome.protect(parent, "rwxr-xr-x");
    home = ServerOnTest.openHomeWithPrograms(parent.resolve("a home, with spaces"));
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      execute(server, "CREATE TABLE note (n bigint PRIMARY KEY)");
    }
  }

  @Test
  void restartKeepsDataPortAndPasswords() throws SQLException {
    // Given
    RunningPostgres first = EmbeddedPostgres.start(settings());
    execute(first, "INSERT INTO note VALUES (-1)");
    first.close();
    first.close();
    assertThat(first.isAlive()).isFalse();

    // When
    long begin = System.nanoTime();
    try (RunningPostgres second = EmbeddedPostgres.start(settings())) {
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      // Then
      assertThat(query(second, "SELECT count(*) FROM note WHERE n = -1")).isEqualTo("1");
      assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
      assertThat(second.owner()).isEqualTo(first.owner());
      assertThat(second.gateway()).isEqualTo(first.gateway());
      assertThat(took).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void serverIsDurableAndSmall() throws SQLException {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      for (String name :
          List.of("fsync", "full_page_writes", "synchronous_commit", "data_checksums")) {
        assertThat(query(server, "SHOW " + name)).as(name).isEqualTo("on");
      }
      assertThat(query(server, "SHOW ssl")).isEqualTo("off");
      assertThat(query(server, "SHOW max_connections")).isEqualTo("60");
      assertThat(query(server, "SHOW autovacuum_naptime")).isEqualTo("10s");
      assertThat(query(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(query(server, "SELECT lower('ÄÖ')")).isEqualTo("äö");
    }
  }

  @Test
  void interruptedThreadStillStopsTheServer() {
    // Given
    RunningPostgres server = EmbeddedPostgres.start(settings());

    // When
    Thread.currentThread().interrupt();
    server.close();

    // Then
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(server.isAlive()).isFalse();
    assertThat(server.restartIfDead()).as("restarted after it was closed").isFalse();
  }

  @Test
  void serverHasASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      String stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      assertThat(afterName[3]).as("session").isEqualTo(Long.toString(server.pid()));
    }
  }

  @Test
  void rootsServerRunsAsAUserWithoutRights() throws Exception {
    Part.requireRoot("only root has to change its identity");
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      assertThat(ProcessHandle.of(server.pid()).orElseThrow().info().user().orElseThrow())
          .isIn("postgres", "nobody");
    }
  }

  @Test
  void deepHomeThatIsClosedToOthersWorksWithoutAUnixSocket(@TempDir Path parent) throws Exception {
    // Given
    PostgresHome.protect(parent, "rwx------");
    Path deep = ServerOnTest.homeWithPrograms(parent.resolve("d".repeat(100)));
    Path leftover = Files.createDirectory(deep.resolve("postgres/data.new-of-a-killed-start"));

    // When
    try (RunningPostgres server = EmbeddedPostgres.start(EmbeddedPostgresSettings.below(deep))) {
      // Then
      assertThat(query(server, "SELECT current_user")).isEqualTo("toolroute_owner");
      assertThat(deep.resolve("postgres/run")).isEmptyDirectory();
      assertThat(leftover).doesNotExist();
    }
  }
}
