package org.toolroute.gateway.provider.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends requests that are under way at their deadline. One thread looks at all of them every {@link
 * #STEP}: a timer for each request would make every call take the timers' one lock twice.
 */
final class Deadlines {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  /** How late a request may be ended. */
  static final Duration STEP = Duration.ofMillis(20);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  Deadlines(ScheduledExecutorService timer) {
    var _ =
        timer.scheduleAtFixedRate(
            this::look, STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Cancels {@code request} after {@code left}, unless the watch is closed before. */
  Watch watch(Cancellable request, Duration left) {
    Watch watch = new Watch(request, System.nanoTime() + left.toNanos());
    watches.add(watch);
    return watch;
  }

  private void look() {
    long now = System.nanoTime();
    watches.stream().filter(watch -> now - watch.endNanos >= 0).forEach(Watch::end);
  }

  /** A request under way; compared by identity. */
  final class Watch implements AutoCloseable {
    private final Cancellable request;
    private final long endNanos;
    private volatile boolean ended;

    private Watch(Cancellable request, long endNanos) {
      this.request = request;
      this.endNanos = endNanos;
    }

    private void end() {
      close();
      ended = true;
      try {
        request.cancel();
      } catch (RuntimeException e) { // would end the timer, and with it every later deadline
        LOG.atError().setCause(e).log("a request could not be cancelled at its deadline");
      }
    }

    /** Whether the request was cancelled because its deadline came. */
    boolean ended() {
      return ended;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
