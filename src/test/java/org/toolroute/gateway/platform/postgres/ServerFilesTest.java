package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The small files that the server's settings, passwords and log are kept in. */
class ServerFilesTest {
  @TempDir Path directory;

  @Test
  void passwordIsMadeOnceAndReadByItsOwnerOnly() {
    PasswordFiles files = new PasswordFiles(directory);
    Secret made = files.readOrCreate("owner");

    assertThat(made.reveal(SecretAccess.DATABASE_LOGIN)).matches("[A-Za-z0-9]{40}");
    assertThat(files.readOrCreate("owner")).isEqualTo(made);
    assertThat(files.readOrCreate("gateway")).isNotEqualTo(made);
    assertThat(ServerOnTest.permissions(directory.resolve("owner"))).isEqualTo("rw-------");
  }

  @Test
  void passwordThatOthersCanReadIsRefused() throws Exception {
    PasswordFiles files = new PasswordFiles(directory);
    files.readOrCreate("owner").close();
    PostgresHome.protect(directory.resolve("owner"), "rw-r-----");

    assertThatThrownBy(() -> files.read("owner"))
        .isInstanceOf(PostgresStartException.class)
        .hasMessageContaining("can be read by other users")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void portIsKeptAndADamagedFileReplaced() throws Exception {
    Path file = directory.resolve("port");
    int picked = new ServerPort(file, 0).current();

    assertThat(new ServerPort(file, 0).current()).isEqualTo(picked);
    assertThat(new ServerPort(file, 5433).forStart()).isEqualTo(5433);
    Files.writeString(file, "70000");
    assertThat(new ServerPort(file, 0).current()).isBetween(1, 65_535);
  }

  @Test
  void logIsSetAsideOnceItIsOverTheLimit() throws Exception {
    ServerLog log = new ServerLog(directory.resolve("server.log"), 4096);
    Path previous = directory.resolve("server.log.1");
    Files.writeString(log.file(), "x".repeat(4096));
    log.open();
    assertThat(previous).doesNotExist();

    Files.writeString(log.file(), "y".repeat(4097));
    log.rotate();

    assertThat(log.file()).isEmptyFile();
    assertThat(previous).hasContent("y".repeat(4097));
    assertThat(ServerOnTest.permissions(previous)).isEqualTo("rw-------");
  }

  @Test
  void lastTwentyLinesAfterAPointAreTold() throws Exception {
    ServerLog log = new ServerLog(directory.resolve("server.log"), 1 << 20);
    log.open();
    Files.writeString(log.file(), "old\n");
    long point = log.size();
    assertThat(log.tailAfter(point)).isEmpty();

    StringBuilder lines = new StringBuilder("old\n");
    for (int i = 1; i <= 25; i++) {
      lines.append("line ").append(i).append('\n');
    }
    Files.writeString(log.file(), lines);

    assertThat(log.tailAfter(point).lines()).hasSize(20).startsWith("line 6").endsWith("line 25");
    assertThat(log.tailAfter(1 << 20)).isEmpty();
  }

  @Test
  void halfWrittenProcessFileIsNoServer() throws Exception {
    assertThat(PostmasterFile.read(directory)).isEmpty();
    Files.writeString(directory.resolve("postmaster.pid"), "12");
    assertThat(PostmasterFile.read(directory).orElseThrow().ready()).isFalse();
    Files.writeString(directory.resolve("postmaster.pid"), "");
    assertThat(PostmasterFile.read(directory)).isEmpty();
  }

  @Test
  void processFileIsReadAsPostgresqlWritesIt() throws Exception {
    Files.writeString(
        directory.resolve("postmaster.pid"),
        "4711\n/data\n1764000000\n5433\n/run\n127.0.0.1\n  1234 5\nready   \n");

    assertThat(PostmasterFile.read(directory))
        .contains(new PostmasterFile(directory, 4711, 5433, true));
  }
}
