package org.toolroute.gateway.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the packaged gateway, as a process on the jar that was built. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("target/toolroute").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(4);
  private static final Pattern READY = Pattern.compile("ready at (http://127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path directory;

  @Test
  void firstStartPreparesTheVersionAndLaterOnesUseIt() throws Exception {
    // Given
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    // When
    String first = startAndStop("first.log");
    String second = startAndStop("second.log");
    // Then
    assertThat(first).contains("preparing this version, once").doesNotContain("no AOT cache");
    assertThat(second).doesNotContain("preparing").doesNotContain("[warning]");
  }

  @Test
  void withoutItsJarItSaysWhatToDo() throws Exception {
    // Given
    Path alone = Files.copy(LAUNCHER, directory.resolve("toolroute"));
    // When
    Process process = new ProcessBuilder("bash", alone.toString()).start();
    // Then
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
        .contains("expected one toolroute-gateway-*.jar")
        .contains("./mvnw package");
  }

  /** What was printed from the start of the gateway to its regular end. */
  private String startAndStop(String name) throws Exception {
    Path log = directory.resolve(name);
    ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
    builder.environment().put("TOOLROUTE_HOME", directory.resolve("home").toString());
    builder.environment().put("SERVER_PORT", "0");
    builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
    Process gateway = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      await().atMost(START).until(() -> !gateway.isAlive() || READY.matcher(text(log)).find());
      Matcher ready = READY.matcher(text(log));
      assertThat(ready.find()).as(text(log)).isTrue();
      assertThat(status(ready.group(1) + "/api/v1/providers")).isEqualTo(200);
      assertThat(gateway.info().commandLine().orElseThrow()).contains("-XX:AOTCache=");
    } finally {
      gateway.destroy();
      gateway.waitFor();
    }
    return text(log);
  }

  private static int status(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String text(Path log) throws IOException {
    return Files.readString(log, UTF_8);
  }
}
