package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.Part;

/** Every way in which a start is refused, and the sentence that the operator reads. */
class EmbeddedPostgresRefusalIT {
  @TempDir static Path home;

  private static EmbeddedPostgresSettings settings() {
    return EmbeddedPostgresSettings.below(home);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      EmbeddedPostgresSettings settings) {
    return assertThatThrownBy(() -> EmbeddedPostgres.start(settings).close())
        .isInstanceOf(PostgresStartException.class);
  }

  @BeforeAll
  static void firstStart() throws Exception {
    ServerOnTest.openHomeWithPrograms(home);
    EmbeddedPostgres.start(settings()).close();
  }

  @Test
  void secondGatewayOnAHomeIsRefused() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // When a second one starts in this process and, after that has failed, in another
      assertRefused(settings())
          .hasMessage(
              "Another gateway is running on the home directory %s (it holds the lock %s/gateway.lock). Stop it, or give this gateway a directory of its own with toolroute.home.",
              home.toRealPath(), home.toRealPath());
      Process other = ServerOnTest.java(GatewayProcess.class, home.toString()).start();
      other.getOutputStream().close();

      // Then
      try (BufferedReader out = other.inputReader()) {
        assertThat(ServerOnTest.lineLike("Another gateway is running .*", out))
            .contains(home.toRealPath().toString());
      }
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void configuredPortThatIsTakenIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertRefused(settings().withPort(other.getLocalPort()))
          .hasMessage(
              "Port %d on 127.0.0.1 is taken by another process, so PostgreSQL cannot listen on it. Free the port, or set toolroute.postgres.port to another one (0 picks a free one).",
              other.getLocalPort());
    }
  }

  @Test
  void savedPortThatIsTakenIsReplacedByAnother() throws Exception {
    // Given
    int saved = Integer.parseInt(Files.readString(home.resolve("postgres/port")));
    try (ServerSocket other = new ServerSocket(saved, 1, InetAddress.getByName("127.0.0.1"));
        // When
        RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Then
      assertThat(server.port()).isNotEqualTo(other.getLocalPort());
      assertThat(Files.readString(home.resolve("postgres/port"))).isEqualTo("" + server.port());
    }
  }

  @Test
  void databaseOfAnotherMajorVersionIsRefused() throws Exception {
    Path version = home.resolve("postgres/data/PG_VERSION");
    String right = Files.readString(version);
    Files.writeString(version, "17\n");
    try {
      assertRefused(settings())
          .hasMessageContaining(
              "was written by PostgreSQL 17, but this gateway brings PostgreSQL 18")
          .hasMessageContaining("SPRING_DATASOURCE_URL");
    } finally {
      Files.writeString(version, right);
    }
  }

  @Test
  void directoryThatIsNoDatabaseIsRefusedAndLeftAlone(@TempDir Path parent) throws Exception {
    Path other = ServerOnTest.openHomeWithPrograms(parent);
    Path file = Files.createDirectories(other.resolve("postgres/data")).resolve("precious");
    Files.createFile(file);

    assertRefused(EmbeddedPostgresSettings.below(other))
        .hasMessageContaining("is not a PostgreSQL database")
        .hasMessageContaining("Restore it from a backup");
    assertThat(file).exists();
  }

  @Test
  void lostSuperuserPasswordIsNotReplacedInSilence() throws Exception {
    Path file = home.resolve("postgres/secrets/superuser");
    Path aside = Files.move(file, file.resolveSibling("aside"));
    try {
      assertRefused(settings())
          .hasMessageContaining("postgres/secrets/superuser is missing, but its database exists")
          .hasMessageContaining("Restore the file from a backup");
    } finally {
      Files.move(aside, file);
    }
  }

  @Test
  void homeThatCannotBeWrittenIsRefused(@TempDir Path parent) throws Exception {
    Path inAFile = Files.createFile(parent.resolve("file")).resolve("home");

    assertRefused(EmbeddedPostgresSettings.below(inAFile))
        .hasMessageContaining("The gateway's home directory cannot be used: " + inAFile)
        .hasMessageContaining("toolroute.home");
  }

  @Test
  void startThatTakesTooLongIsGivenUpAndTheServerStopped() throws Exception {
    assertRefused(settings().withStartTimeout(Duration.ofNanos(1)))
        .hasMessageContaining("PostgreSQL was not ready within 0 s")
        .hasMessageContaining("toolroute.postgres.start-timeout");
    assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void serverThatDiesAtStartLeavesItsLastWords() throws Exception {
    Path file = home.resolve("postgres/data/postgresql.auto.conf");
    String right = Files.readString(file);
    Files.writeString(file, "shared_buffers = 'plenty'\n");
    try {
      assertRefused(settings())
          .hasMessageContaining("PostgreSQL could not be started: the server stopped")
          .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    } finally {
      Files.writeString(file, right);
    }
  }

  @Test
  void dataOfAUserWhoCannotReachTheHomeIsRefusedForRoot(@TempDir Path parent) throws Exception {
    Part.requireRoot("only root can hand files over");
    // Given
    PostgresHome.protect(parent, "rwx------");
    Path closed = ServerOnTest.homeWithPrograms(parent.resolve("home"));
    Path data = Files.createDirectories(closed.resolve("postgres/data"));
    new FileOwner(65_534, 65_534).take(data);

    // Then
    assertRefused(EmbeddedPostgresSettings.below(closed))
        .hasMessageContaining("PostgreSQL does not run as root, and no other identity works")
        .hasMessageContaining("user id 65534")
        .hasMessageContaining("(%s is closed to other users)", parent.toRealPath())
        .hasMessageContaining("Run the gateway as an ordinary user");
  }

  @Test
  void rootWithoutAnotherIdentityOrNamespacesIsToldWhatWasTried(@TempDir Path parent)
      throws Exception {
    // Given a root whose machine has no other user and allows no more user namespaces
    Path refusing = ServerOnTest.openHomeWithPrograms(parent.resolve("home"));
    List<String> gateway = ServerOnTest.java(GatewayProcess.class, refusing.toString()).command();
    List<String> command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--"));
    Part.require(
        new ProcessBuilder("unshare", "--user", "--map-root-user", "--", "true").start().waitFor()
            == 0,
        "no user namespaces. Allow them: sysctl user.max_user_namespaces.");
    command.addAll(
        List.of("sh", "-c", "echo 0 > /proc/sys/user/max_user_namespaces; exec \"$@\"", "sh"));
    command.addAll(gateway);

    // When
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();

    // Then
    try (BufferedReader out = process.inputReader()) {
      assertThat(ServerOnTest.lineLike("PostgreSQL does not run as root.*", out))
          .contains("no other identity works with the home directory " + refusing.toRealPath())
          .contains("a user namespace of its own: unshare")
          .contains("Run the gateway as an ordinary user")
          .contains("SPRING_DATASOURCE_URL");
    }
    assertThat(refusing.resolve("postgres/data")).doesNotExist();
  }
}
