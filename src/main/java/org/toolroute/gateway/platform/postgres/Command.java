package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A short-lived program: its arguments go without a shell, its output is kept to the last 16 KiB.
 */
record Command(List<String> arguments, Path directory) {
  private static final int MAX_OUTPUT = 16 * 1024;

  /** How a program ended. */
  record Finished(int exitCode, String output) {}

  /** Looks for a system program where only root can put one. */
  static Optional<Path> find(String program) {
    return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A builder whose program sees nothing of this process's environment: that may hold keys which
   * are none of the database's business.
   */
  ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(arguments).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C");
    environment.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    return builder;
  }

  /** Runs to the end; a program that takes longer is killed and its exit code is then not 0. */
  Finished run(Duration limit) throws IOException {
    Process process = builder().redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(
              () -> lastOf(process.getInputStream()), Thread::startVirtualThread);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return new Finished(process.exitValue(), output.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PostgresStartException.interrupted();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lastOf(InputStream stream) {
    try (stream) {
      byte[] kept = new byte[0];
      byte[] buffer = new byte[MAX_OUTPUT];
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        int old = Math.min(kept.length, MAX_OUTPUT - n);
        byte[] next = new byte[old + n];
        System.arraycopy(kept, kept.length - old, next, 0, old);
        System.arraycopy(buffer, 0, next, old, n);
        kept = next;
      }
      return new String(kept, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
