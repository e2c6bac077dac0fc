package org.toolroute.gateway.platform.postgres;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that restarts a server which died, and keeps its log within bounds. */
final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOG_CHECK = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ServerHandle server;
  private final Thread thread;

  Supervisor(ServerHandle server) {
    this.server = server;
    this.thread = Thread.ofVirtual().name("postgresql-supervisor").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        if (exitsWithin(LOG_CHECK)) {
          LOG.atWarn().addKeyValue("pid", server.pid()).log("postgresql died");
          restart();
        }
        server.rotateLog();
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

  private void restart() throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (!server.isAlive()) {
      try {
        server.restartIfDead();
      } catch (PostgresStartException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LOG.atError().addKeyValue("error", e.getMessage()).log("postgresql cannot be restarted");
        Thread.sleep(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
