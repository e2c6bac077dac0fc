package org.toolroute.gateway.protocol.a2a;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Runs calls whose callers do not wait for them. A gateway that stops lets them end first, while
 * everything they need still works.
 */
final class BackgroundCalls implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundCalls.class);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("a2a-task-", 0).factory());
  private final Duration shutdownWait;
  private volatile boolean running = true;

  BackgroundCalls(Duration shutdownWait) {
    this.shutdownWait = shutdownWait;
  }

  /**
   * Runs {@code call}.
   *
   * @throws GatewayException {@code provider_unavailable} when the gateway has stopped
   */
  void run(Runnable call) {
    try {
      threads.execute(() -> {
        try {
          call.run();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("the call of a task failed unexpectedly");
        }
      });
    } catch (RejectedExecutionException e) {
      throw new GatewayException(ErrorCode.PROVIDER_UNAVAILABLE, "The gateway is stopping.");
    }
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    running = false;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(shutdownWait.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("calls of tasks still run while the gateway stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** When no request comes in any more, and before what calls need is stopped. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
