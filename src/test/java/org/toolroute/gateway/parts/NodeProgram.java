package org.toolroute.gateway.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Programs on Node: the official clients and conformance suites of {@code src/test/node}, installed
 * there by {@code npm ci}. They are a {@link Part}.
 */
public final class NodeProgram {
  private static final Path HOME = Path.of("src/test/node").toAbsolutePath();
  private static final Path NODE = HOME.resolve("node_modules/node/bin/node");

  private NodeProgram() {}

  /**
   * How a program ended.
   *
   * @param output standard output and standard error as they came
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Runs a script of {@code src/test/node}, for example {@code mcp-client.mjs}, to its end.
   *
   * @throws IllegalStateException when it takes longer than {@code limit}; its output is shown
   */
  public static Ended script(
      String script, Duration limit, Map<String, String> environment, String... arguments) {
    return run(HOME.resolve(script), limit, environment, arguments);
  }

  /** Runs a command that a package brings, by its name, for example {@code tsc}. */
  public static Ended command(
      String name, Duration limit, Map<String, String> environment, String... arguments) {
    return run(HOME.resolve("node_modules/.bin").resolve(name), limit, environment, arguments);
  }

  private static Ended run(
      Path program, Duration limit, Map<String, String> environment, String... arguments) {
    requireInstalled();
    List<String> command = new ArrayList<>(List.of(NODE.toString(), program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("node", ".out");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(HOME.toFile());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          throw new IllegalStateException(
              program + " took longer than " + limit + ": " + Files.readString(output, UTF_8));
        }
        return new Ended(process.exitValue(), Files.readString(output, UTF_8));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void requireInstalled() {
    Part.require(
        Files.isExecutable(NODE),
        "no Node 22 with the official clients. Run npm ci --prefix src/test/node.");
  }
}
