package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process under measurement, started with a log file of its own and ended with the ladder. */
final class Server implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  final String name;
  final int port;
  private final Process process;
  private final Path log;
  private final long startedNanos;

  private Server(String name, int port, Process process, Path log, long startedNanos) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.log = log;
    this.startedNanos = startedNanos;
  }

  static Server start(
      String name, int port, List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long startedNanos = System.nanoTime();
    Process process = builder.start();
    return new Server(name, port, process, log, startedNanos);
  }

  /** Another port of the same process. */
  Server at(int otherPort) {
    return new Server(name, otherPort, process, log, startedNanos);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  double millisSinceStart() {
    return (System.nanoTime() - startedNanos) / 1e6;
  }

  Server awaitOk(String path) throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!Http.answers(port, path)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " does not answer " + path + "; see " + log);
      }
      Thread.sleep(20);
    }
    return this;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " did not end within " + STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
