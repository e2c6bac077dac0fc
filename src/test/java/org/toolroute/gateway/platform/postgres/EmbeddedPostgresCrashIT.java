package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.connect;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.execute;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.io.BufferedReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresCrashIT {
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
  void killedServerIsRestartedAndKeepsEveryAcknowledgedRow() throws Exception {
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Given a writer in full swing
      long before = server.pid();
      AtomicLong acknowledged = new AtomicLong();
      Thread writer = Thread.ofVirtual().start(() -> writeUntilRefused(server, acknowledged));
      await().untilAtomic(acknowledged, greaterThan(200L));

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
    RunningOrphan orphan = startAndKillGateway();

    // When
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Then
      assertThat(server.pid()).isEqualTo(orphan.process().pid());
      assertThat(server.port()).isEqualTo(orphan.port());
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
    assertThat(orphan.process().isAlive()).isFalse();
  }

  @Test
  void serverOfAKilledGatewayWithOtherSettingsIsReplaced() throws Exception {
    // Given
    RunningOrphan orphan = startAndKillGateway();

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
      assertThat(server.pid()).isNotEqualTo(orphan.process().pid());
      assertThat(orphan.process().isAlive()).isFalse();
      assertThat(query(server, "SHOW max_connections")).isEqualTo("61");
    }
  }

  @Test
  void serverThatDiedWithItsGatewayRecovers() throws Exception {
    // Given
    RunningOrphan orphan = startAndKillGateway();
    orphan.process().destroyForcibly();
    await().until(() -> !orphan.process().isAlive());
    assertThat(home.resolve("postgres/data/postmaster.pid")).exists();

    // When
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Then
      assertThat(server.pid()).isNotEqualTo(orphan.process().pid());
      assertThat(server.port()).isEqualTo(orphan.port());
    }
  }

  @Test
  void numberOfADeadServerThatAnotherProcessHasByNowDoesNotBlockTheStart() throws Exception {
    // Given
    Path data = home.resolve("postgres/data");
    Process other = sleepAs(FileOwner.of(data));
    Files.writeString(data.resolve("postmaster.pid"), other.pid() + "\n" + data + "\n1\n5432\n");

    // When
    try (RunningPostgres server = EmbeddedPostgres.start(settings())) {
      // Then
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  /** A process that is none of ours, of the user that a dead server had. */
  private static Process sleepAs(FileOwner user) throws Exception {
    List<String> words = new ArrayList<>();
    if (ServerOnTest.isRoot() && user.uid() != 0) {
      words.addAll(List.of("setpriv", "--reuid=" + user.uid(), "--clear-groups"));
    }
    words.addAll(List.of("sleep", "60"));
    return new ProcessBuilder(words).start();
  }

  @Test
  void serverOfAnotherContainerIsLeftAlone() throws Exception {
    // Given a server whose process cannot be seen from here, but whose socket answers
    Path file = home.resolve("postgres/data/postmaster.pid");
    Path socket = home.resolve("postgres/run/.s.PGSQL.5432");
    Files.writeString(file, "4194305\n" + home.resolve("postgres/data") + "\n1\n5432\n");
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(socket));

      // When
      assertThatThrownBy(() -> EmbeddedPostgres.start(settings()))
          // Then
          .isInstanceOf(PostgresStartException.class)
          .hasMessageContaining("Another PostgreSQL server is running on the database directory")
          .hasMessageContaining(home.resolve("postgres/data").toString());
    } finally {
      Files.delete(socket);
      Files.delete(file);
    }
  }

  /** A server whose gateway is dead. */
  private record RunningOrphan(ProcessHandle process, int port) {}

  private static RunningOrphan startAndKillGateway() throws Exception {
    Process gateway = ServerOnTest.java(GatewayProcess.class, home.toString()).start();
    try (BufferedReader out = gateway.inputReader()) {
      String[] words = ServerOnTest.lineLike("\\d+ \\d+", out).split(" ");
      gateway.destroyForcibly().waitFor();
      ProcessHandle orphan = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
      return new RunningOrphan(orphan, Integer.parseInt(words[1]));
    }
  }
}
