package org.toolroute.gateway.protocol.a2a;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the requests of this node that wait for tasks: at once for what this node changes, at the
 * next look for what another one does. A look is one statement for all that is waited for; whoever
 * wakes first when one is due takes it for all.
 */
final class TaskSignals {
  private final Function<Set<TaskId>, Map<TaskId, TaskVersion>> look;
  private final long lookEveryNanos;
  private final ConcurrentMap<TaskId, Set<Signal>> waited = new ConcurrentHashMap<>();
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long lookedAt;

  /**
   * @param look finds the versions of tasks
   */
  TaskSignals(Function<Set<TaskId>, Map<TaskId, TaskVersion>> look, Duration lookEvery) {
    this.look = look;
    this.lookEveryNanos = lookEvery.toNanos();
    this.lookedAt = System.nanoTime() - lookEveryNanos;
  }

  /** Tells that the task has another state. */
  void changed(TaskId id) {
    waited.getOrDefault(id, Set.of()).forEach(Signal::wake);
  }

  /** Begins to listen: no change after this is missed. */
  Signal listen(TaskId id) {
    Signal signal = new Signal(id);
    waited.compute(
        id,
        (_, others) -> {
          Set<Signal> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(signal);
          return all;
        });
    return signal;
  }

  /** Tasks that somebody listens to. */
  int listenedTo() {
    return waited.size();
  }

  private void lookIfDue() {
    if (!isDue() || !looking.tryLock()) {
      return;
    }
    try {
      if (isDue()) {
        lookedAt = System.nanoTime();
        Map<TaskId, TaskVersion> now = look.apply(Set.copyOf(waited.keySet()));
        waited.forEach((id, signals) -> signals.forEach(signal -> signal.compare(now.get(id))));
      }
    } finally {
      looking.unlock();
    }
  }

  private boolean isDue() {
    return System.nanoTime() - lookedAt >= lookEveryNanos;
  }

  /** The changes of one task, for one who waits. */
  final class Signal implements AutoCloseable {
    private final TaskId id;
    // What happened before the first wait is not known.
    private final Semaphore news = new Semaphore(1);
    private volatile @Nullable TaskVersion seen;

    private Signal(TaskId id) {
      this.id = id;
    }

    /**
     * Waits for a change.
     *
     * @param last the task as it was last read
     * @return whether to read it again; it may have changed
     */
    boolean await(Task last, Duration atMost) {
      seen = TaskVersion.of(last);
      try {
        if (news.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a task", e);
      }
      lookIfDue();
      return news.tryAcquire();
    }

    private void compare(@Nullable TaskVersion now) {
      TaskVersion known = seen;
      if (known != null && !known.equals(now)) {
        wake();
      }
    }

    private void wake() {
      if (news.availablePermits() == 0) {
        news.release();
      }
    }

    @Override
    public void close() {
      waited.computeIfPresent(
          id,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }
}
