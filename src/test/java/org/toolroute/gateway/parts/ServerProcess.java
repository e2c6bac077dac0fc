package org.toolroute.gateway.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside the tests and never longer than they do: a shell watches the pipe from
 * this process and kills the program when the pipe breaks, also when this process is killed.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String WATCH =
      "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -9 $server; wait";

  private final Process watch;
  private final Path output;

  private ServerProcess(Process watch, Path output) {
    this.watch = watch;
    this.output = output;
  }

  /**
   * Starts {@code command} in {@code directory}, without the variables that Vault's programs read.
   */
  public static ServerProcess start(
      Path directory, Map<String, String> environment, List<String> command) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCH, "watched-part"));
    watched.addAll(command);
    try {
      Path output = Files.createTempFile("part", ".log");
      ProcessBuilder builder = builder(watched, environment).directory(directory.toFile());
      return new ServerProcess(builder.redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code command} to its end, which must be a success; returns what it printed. */
  public static String run(List<String> command, Map<String, String> environment) {
    try {
      Process process = builder(command, environment).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return watch.descendants().findAny().isPresent();
  }

  /** What the program printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      watch.getOutputStream().close();
      if (!watch.waitFor(20, TimeUnit.SECONDS)) {
        watch.descendants().forEach(ProcessHandle::destroyForcibly);
        watch.destroyForcibly();
      }
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(VAULT|BAO)_.*"));
    builder.environment().putAll(environment);
    return builder;
  }
}
