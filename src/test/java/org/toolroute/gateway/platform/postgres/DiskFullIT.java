package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.toolroute.gateway.platform.postgres.ServerOnTest.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.Part;

/** What happens on a full disk: a tmpfs, which only root of a machine can mount. */
class DiskFullIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path home;

  private void mount(String size) throws IOException {
    Part.requireRoot("a full disk needs a tmpfs");
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + size, "tmpfs", home) == 0;
    Part.require(mounted, "no right to mount a tmpfs. Give the container CAP_SYS_ADMIN.");
  }

  @AfterEach
  void unmount() throws IOException {
    if (ServerOnTest.isRoot()) {
      run("umount", home);
    }
  }

  private int run(String program, Object... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(Command.find(program).orElseThrow().toString()));
    words.addAll(Arrays.stream(arguments).map(Object::toString).toList());
    return new Command(words, Path.of("/")).run(LIMIT).exitCode();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home)).close())
        .isInstanceOf(PostgresStartException.class)
        .hasMessageContaining("The disk is full: PostgreSQL could not write below " + home)
        .hasMessageContaining("Free space");
  }

  @Test
  void programsThatDoNotFitAreRemovedAgain() throws Exception {
    mount("20m");
    assertRefused();
    try (var entries = Files.list(home.resolve("postgres"))) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("run", "secrets");
    }
  }

  @Test
  void databaseThatDoesNotFitIsRemovedAgain() throws Exception {
    mount("20m");
    ServerOnTest.homeWithPrograms(home);
    assertRefused();
    assertThat(home.resolve("postgres/data")).doesNotExist();
  }

  @Test
  void databaseOnADiskThatFilledUpStartsOnceThereIsSpace() throws Exception {
    // Given
    mount("120m");
    ServerOnTest.homeWithPrograms(home);
    EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home)).close();
    Path ballast = home.resolve("ballast");
    fill(ballast);

    // When
    assertRefused();
    Files.delete(ballast);

    // Then
    try (RunningPostgres server = EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home))) {
      assertThat(query(server, "SELECT 1")).isEqualTo("1");
    }
  }

  private static void fill(Path file) {
    byte[] block = new byte[4096];
    try {
      Files.createFile(file);
      while (true) {
        Files.write(file, block, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      // Full.
    }
  }
}
