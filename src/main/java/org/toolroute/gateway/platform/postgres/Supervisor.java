package org.toolroute.gateway.platform.postgres;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that restarts a server which died, and keeps its log within bounds. The first restart is
 * immediate; until the server has stayed alive for {@link #CHECK}, further ones wait longer and
 * longer.
 */
final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration CHECK = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ServerHandle server;
  private final Thread thread;

  Supervisor(ServerHandle server) {
    this.server = server;
    this.thread = Thread.ofVirtual().name("postgresql-supervisor").start(this::run);
  }

  private void run() {
    Duration pause = Duration.ZERO;
    try {
      while (true) {
        if (exitsWithin(CHECK)) {
          LOG.atWarn().addKeyValue("pid", server.pid()).log("postgresql died");
          Thread.sleep(pause);
          pause = longer(pause);
          restart();
        } else {
          // It has run for a while, so the next death is a new story.
          pause = Duration.ZERO;
          server.rotateLog();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private boolean exitsWithin(Duration patience) throws InterruptedException {
    try {
      server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process cannot fail", e);
    }
  }

  /** A failed start leaves the server dead, so that the next round comes here again. */
  private void restart() throws InterruptedException {
    try {
      server.restartIfDead();
    } catch (PostgresStartException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("closed while the server was starting");
      }
      LOG.atError().addKeyValue("error", e.getMessage()).log("postgresql cannot be restarted");
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
