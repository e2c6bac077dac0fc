package org.toolroute.gateway.protocol.a2a;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Wakes the requests of this node that wait for a task which this node changes. */
final class TaskSignals {
  private final ConcurrentMap<TaskId, CompletableFuture<Void>> waited = new ConcurrentHashMap<>();

  /** Tells that the task has another state. */
  void changed(TaskId id) {
    CompletableFuture<Void> signal = waited.remove(id);
    if (signal != null) {
      signal.complete(null);
    }
  }

  /** Begins to listen: a change after this ends the wait at once. */
  Signal listen(TaskId id) {
    return new Signal(id, waited.computeIfAbsent(id, _ -> new CompletableFuture<>()));
  }

  /** Tasks that somebody listens to. */
  int listenedTo() {
    return waited.size();
  }

  /** The next change of one task. */
  final class Signal implements AutoCloseable {
    private final TaskId id;
    private final CompletableFuture<Void> signal;

    private Signal(TaskId id, CompletableFuture<Void> signal) {
      this.id = id;
      this.signal = signal;
    }

    /** Waits for it; changes on other nodes are not told, so not for long. */
    void await(Duration atMost) {
      try {
        signal.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        return;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a task", e);
      }
    }

    /** Whoever else listens to the task looks again soon anyway. */
    @Override
    public void close() {
      waited.remove(id, signal);
    }
  }
}
