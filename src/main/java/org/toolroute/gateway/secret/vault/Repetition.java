package org.toolroute.gateway.secret.vault;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * Repeats a request that may succeed in a moment: few times, a little later each time, and never
 * beyond a total time. Only for requests that may be sent twice.
 */
final class Repetition {
  private static final int ATTEMPTS_MAX = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final Duration timeout;

  Repetition(Duration timeout) {
    this.timeout = timeout;
  }

  JsonNode run(Request request) throws VaultFailure {
    long end = System.nanoTime() + timeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        return request.send();
      } catch (VaultFailure e) {
        long pause = (FIRST_PAUSE_MILLIS << (attempt - 1)) + jitter();
        boolean inTime = System.nanoTime() + Duration.ofMillis(pause).toNanos() < end;
        if (!e.passing() || attempt == ATTEMPTS_MAX || !inTime || !paused(pause)) {
          throw e;
        }
      }
    }
  }

  private static long jitter() {
    return ThreadLocalRandom.current().nextLong(FIRST_PAUSE_MILLIS);
  }

  /** Whether the pause passed; false when the thread is asked to stop. */
  private static boolean paused(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A request that may be sent more than once. */
  interface Request {
    JsonNode send() throws VaultFailure;
  }
}
