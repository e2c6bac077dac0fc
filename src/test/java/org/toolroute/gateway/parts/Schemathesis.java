package org.toolroute.gateway.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The program {@code schemathesis}: what {@code TOOLROUTE_TEST_SCHEMATHESIS_BIN} names, else the
 * first on the path; {@code .ci/schemathesis.txt} installs it. It is a {@link Part}.
 */
public final class Schemathesis {
  private static final Path SETTINGS = Path.of("src/test/schemathesis/schemathesis.toml");

  private Schemathesis() {}

  /**
   * How a run ended.
   *
   * @param output standard output and standard error as they came
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Tries the gateway against its own document.
   *
   * @param key the gateway key of all requests
   * @param folder for the files that the program leaves
   * @throws IllegalStateException when it takes longer than {@code limit}; its output is shown
   */
  public static Ended run(int port, String key, long seed, Path folder, Duration limit) {
    ProcessBuilder command =
        new ProcessBuilder(
            find(),
            "--config-file",
            SETTINGS.toAbsolutePath().toString(),
            "run",
            "http://127.0.0.1:" + port + "/openapi.json",
            "--seed",
            Long.toString(seed));
    command.directory(folder.toFile());
    command.environment().put("TOOLROUTE_TEST_KEY", key);
    Path output = folder.resolve("output.txt");
    command.redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      Process process = command.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IllegalStateException(
            "schemathesis took longer than " + limit + ": " + Files.readString(output, UTF_8));
      }
      return new Ended(process.exitValue(), Files.readString(output, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String find() {
    return Optional.ofNullable(System.getenv("TOOLROUTE_TEST_SCHEMATHESIS_BIN"))
        .or(() -> Part.onPath("schemathesis"))
        .orElseThrow(Schemathesis::missing);
  }

  private static RuntimeException missing() {
    return Part.missing(
        "no schemathesis. Run pip install --require-hashes -r .ci/schemathesis.txt, or set"
            + " TOOLROUTE_TEST_SCHEMATHESIS_BIN.");
  }
}
