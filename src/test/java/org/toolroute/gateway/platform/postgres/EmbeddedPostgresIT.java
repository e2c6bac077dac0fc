package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.connect;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.execute;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.permissions;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.io.BufferedReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  @TempDir static Path home;

  private static EmbeddedPostgresSettings settings() {
    return EmbeddedPostgresSettings.below(home);
  }

  @BeforeAll
  static void firstStart() throws SQLException {
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
      assertThat(query(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(query(server, "SELECT lower('ÄÖ')")).isEqualTo("äö");
    }
  }

  @Test
  void gatewayRoleOwnsNothingAndSeesNoOtherDatabase() throws SQLException {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      try (Connection gateway = connect(server, server.gateway())) {
        assertThatThrownBy(() -> gateway.createStatement().execute("CREATE TABLE t (n int)"))
            .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> gateway.createStatement().execute("TABLE note"))
            .hasMessageContaining("permission denied");
      }
      assertThat(
              query(
                  server,
                  "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolname LIKE 'toolroute%'"
                      + " AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication)"))
          .isNull();
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                  Roles.url(server.port(), "postgres"),
                  server.gateway().user(),
                  server
                      .gateway()
                      .password()
                      .reveal(org.toolroute.gateway.shared.SecretAccess.DATABASE_LOGIN)))
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  void wrongPasswordIsRefusedAndNoAddressIsTrusted() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      for (String user : List.of("postgres", server.owner().user(), server.gateway().user())) {
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), user, "guess"))
            .as(user)
            .hasMessageContaining("password authentication failed");
      }
      assertThat(
              Files.readAllLines(home.resolve("postgres/data/pg_hba.conf")).stream()
                  .filter(line -> !line.isBlank() && !line.startsWith("#")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(" scram-sha-256"));
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      for (InetAddress address : otherAddresses()) {
        assertThatThrownBy(() -> reach(address, server.port()))
            .as(address.toString())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  private static List<InetAddress> otherAddresses() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  private static void reach(InetAddress address, int port) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
    }
  }

  @Test
  void secretsAreReadableForTheOwnerOnly() throws Exception {
    Path secrets = home.resolve("postgres/secrets");
    assertThat(permissions(secrets)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(secrets)) {
      assertThat(files)
          .extracting(file -> file.getFileName() + " " + permissions(file))
          .containsExactlyInAnyOrder("superuser rw-------", "owner rw-------", "gateway rw-------");
    }
    assertThat(permissions(home.resolve("postgres/data"))).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("postgres/run"))).isEqualTo("rwx------");
    assertThat(permissions(home.resolve("postgres/server.log"))).isEqualTo("rw-------");
    assertThat(home.resolve("postgres/run/initdb-password")).doesNotExist();
  }

  @Test
  void noSecretIsInTheServersEnvironmentArgumentsOrLog() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
      String environment =
          Files.readString(
              Path.of("/proc/" + server.pid() + "/environ"), StandardCharsets.ISO_8859_1);
      String arguments = String.join(" ", process.info().arguments().orElseThrow());
      String log = Files.readString(home.resolve("postgres/server.log"));
      for (String name : List.of("superuser", "owner", "gateway")) {
        String password = Files.readString(home.resolve("postgres/secrets").resolve(name));
        assertThat(arguments + log).doesNotContain(password);
      }
      assertThat(environment.split("\0"))
          .allMatch(entry -> entry.matches("(LC_ALL|PATH|PG[A-Z_]*)=.*"));
    }
  }

  @Test
  void killedServerIsRestartedAndKeepsEveryAcknowledgedRow() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Given a writer in full swing
      long before = server.pid();
      AtomicLong acknowledged = new AtomicLong();
      Thread writer = Thread.ofVirtual().start(() -> writeUntilRefused(server, acknowledged));
      await().untilAtomic(acknowledged, org.hamcrest.Matchers.greaterThan(200L));

      // When
      ProcessHandle.of(before).orElseThrow().destroyForcibly();
      writer.join();

      // Then
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.isAlive() && server.pid() != before);
      assertThat(
              query(
                  server, "SELECT count(*) FROM note WHERE n BETWEEN 1 AND " + acknowledged.get()))
          .isEqualTo(Long.toString(acknowledged.get()));
    }
  }

  private static void writeUntilRefused(RunningPostgres server, AtomicLong acknowledged) {
    try (Connection connection = connect(server, server.owner());
        PreparedStatement insert = connection.prepareStatement("INSERT INTO note VALUES (?)")) {
      while (true) {
        insert.setLong(1, acknowledged.get() + 1);
        insert.executeUpdate();
        acknowledged.incrementAndGet();
      }
    } catch (SQLException e) {
      // The server was killed.
    }
  }

  @Test
  void serverOfAKilledGatewayIsAdopted() throws Exception {
    // Given
    String[] orphan = startAndKillGateway();

    // When
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Then
      assertThat(server.pid() + " " + server.port()).isEqualTo(orphan[0] + " " + orphan[1]);
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.of(Long.parseLong(orphan[0])).filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  @Test
  void serverOfAKilledGatewayWithOtherSettingsIsReplaced() throws Exception {
    // Given
    String[] orphan = startAndKillGateway();

    // When
    EmbeddedPostgresSettings other =
        new EmbeddedPostgresSettings(
            home,
            0,
            61,
            settings().startTimeout(),
            settings().stopTimeout(),
            settings().maxLogSize());
    try (RunningPostgres server = EmbeddedPostgres.start(other)) {
      // Then
      assertThat(Long.toString(server.pid())).isNotEqualTo(orphan[0]);
      assertThat(query(server, "SHOW max_connections")).isEqualTo("61");
    }
  }

  private static String[] startAndKillGateway() throws Exception {
    Process gateway = ServerOnTest.java(GatewayProcess.class, home.toString()).start();
    try (BufferedReader out = gateway.inputReader()) {
      String[] words = String.valueOf(lastWordOf(out)).split(" ");
      assertThat(words).as("pid and port").hasSize(2);
      gateway.destroyForcibly().waitFor();
      assertThat(ProcessHandle.of(Long.parseLong(words[0]))).as("orphan").isPresent();
      return words;
    }
  }

  /** Log lines of the other process may come first. */
  private static String lastWordOf(BufferedReader out) throws Exception {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.matches("\\d+ \\d+")) {
        return line;
      }
    }
    return "";
  }
}
