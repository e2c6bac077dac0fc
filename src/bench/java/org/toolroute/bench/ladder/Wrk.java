package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The load tool: one thread of wrk in a closed loop, each connection waiting for its answer. */
final class Wrk {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path scripts;

  Wrk(Path benchFolder) {
    this.scripts = benchFolder;
  }

  /**
   * Sends one rung's request over and over.
   *
   * @param keys a file with one gateway key a line, or {@code -}
   */
  Result run(Rung rung, int port, int connections, Duration duration, String keys)
      throws IOException, InterruptedException {
    String body =
        rung.body.equals("-") ? "-" : scripts.resolve("calls").resolve(rung.body).toString();
    List<String> command =
        List.of(
            "wrk",
            "--threads=1",
            "--connections=" + connections,
            "--duration=" + duration.toSeconds() + "s",
            "--timeout=10s",
            "--script=" + scripts.resolve("wrk/ladder.lua"),
            "http://127.0.0.1:" + port,
            "--",
            rung.method,
            rung.path,
            body,
            keys,
            String.join("|", rung.headers));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    String results =
        output.lines().filter(line -> line.startsWith("{")).reduce("", (first, last) -> last);
    if (process.waitFor() != 0 || results.isEmpty()) {
      throw new IllegalStateException("wrk failed: " + output);
    }
    return JSON.readValue(results, Result.class);
  }

  /**
   * What a run of wrk counted.
   *
   * @param micros how long it ran
   * @param p50 median latency in microseconds
   * @param p99 99th percentile of the latency in microseconds
   * @param not2xx answers with a status of 400 or more
   */
  record Result(
      long requests,
      long micros,
      long p50,
      long p99,
      long not2xx,
      long socketErrors,
      long timeouts) {}
}
