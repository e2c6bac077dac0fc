package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.connect;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.execute;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.permissions;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresSecurityIT {
  @TempDir static Path home;

  private static EmbeddedPostgresSettings settings() {
    return EmbeddedPostgresSettings.below(home);
  }

  @BeforeAll
  static void firstStart() throws Exception {
    ServerOnTest.openHomeWithPrograms(home);
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      execute(server, "CREATE TABLE note (n bigint PRIMARY KEY)");
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
                  ServerOnTest.text(server.gateway())))
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

  /** As far as a client gets with a program that took the port while the server was down. */
  @Test
  void programThatAsksForThePasswordInPlainTextGetsNone() throws Exception {
    byte[] askForPlainText = {'R', 0, 0, 0, 8, 0, 0, 0, 3};
    try (ServerSocket squatter = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      // Given
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> {
            try (Socket client = squatter.accept()) {
              DataInputStream in = new DataInputStream(client.getInputStream());
              in.skipNBytes(in.readInt() - 4L);
              client.getOutputStream().write(askForPlainText);
              return in.read();
            } catch (IOException e) {
              return -1;
            }
          });

      // When
      assertThatThrownBy(() ->
              DriverManager.getConnection(
                  Roles.url(squatter.getLocalPort(), "toolroute"), "u", "the-password"))
          .isInstanceOf(SQLException.class);

      // Then
      assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isNotEqualTo((int) 'p');
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
}
