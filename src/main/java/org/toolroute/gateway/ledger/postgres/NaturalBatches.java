package org.toolroute.gateway.ledger.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Batches that form by themselves: what arrives for a key while its last batch runs makes up the
 * next one. No timer and no thread of its own: whoever comes first runs alone at once, and of those
 * who wait, the first becomes the one that runs the next batch for all.
 *
 * @param <K> what is batched together
 */
final class NaturalBatches<K, Q, A> {
  private final Runner<K, Q, A> runner;
  private final int sizeMax;
  private final Duration maxWait;
  private final ConcurrentHashMap<K, Deque<Ticket<Q, A>>> lanes = new ConcurrentHashMap<>();

  /**
   * @param maxWait how long a request waits for its batch to start
   */
  NaturalBatches(Runner<K, Q, A> runner, int sizeMax, Duration maxWait) {
    this.runner = runner;
    this.sizeMax = sizeMax;
    this.maxWait = maxWait;
  }

  /**
   * The answer to {@code request}; what the runner throws, all callers of its batch get.
   *
   * @throws GatewayException {@code ledger_unavailable} when no batch took it in time
   */
  A submit(K key, Q request) {
    Ticket<Q, A> ticket = new Ticket<>(request);
    if (!join(key, ticket)) {
      Signal<A> signal = await(key, ticket);
      if (signal instanceof Signal.Answered<A>(A answer)) {
        return answer;
      }
      if (signal instanceof Signal.Failed<A>(RuntimeException failure)) {
        throw failure;
      }
    }
    return lead(key, ticket);
  }

  /** How many requests wait for the next batch of {@code key}. */
  int waiting(K key) {
    int[] count = {0};
    lanes.computeIfPresent(
        key,
        (k, waiting) -> {
          count[0] = waiting.size();
          return waiting;
        });
    return count[0];
  }

  /** Whether nobody runs a batch for the key now; otherwise the ticket waits. */
  private boolean join(K key, Ticket<Q, A> ticket) {
    boolean[] first = {false};
    lanes.compute(
        key,
        (k, waiting) -> {
          if (waiting == null) {
            first[0] = true;
            return new ArrayDeque<>();
          }
          waiting.add(ticket);
          return waiting;
        });
    return first[0];
  }

  /**
   * The others who are ready go first, where threads wait for a processor, and so join this batch;
   * nothing but the size of batches depends on it.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private A lead(K key, Ticket<Q, A> own) {
    Thread.yield();
    List<Ticket<Q, A>> batch = new ArrayList<>();
    batch.add(own);
    lanes.computeIfPresent(
        key,
        (k, waiting) -> {
          while (batch.size() < sizeMax && !waiting.isEmpty()) {
            batch.add(waiting.remove());
          }
          return waiting;
        });
    try {
      List<A> answers = runner.run(key, batch.stream().map(Ticket::request).toList());
      for (int i = 1; i < batch.size(); i++) {
        batch.get(i).signal().complete(new Signal.Answered<>(answers.get(i)));
      }
      return answers.getFirst();
    } catch (RuntimeException | Error e) {
      RuntimeException failure = e instanceof RuntimeException r ? r : new IllegalStateException(e);
      batch.forEach(ticket -> ticket.signal().complete(new Signal.Failed<>(failure)));
      throw e;
    } finally {
      handOver(key);
    }
  }

  private void handOver(K key) {
    List<Ticket<Q, A>> next = new ArrayList<>(1);
    lanes.computeIfPresent(
        key,
        (k, waiting) -> {
          if (waiting.isEmpty()) {
            return null;
          }
          next.add(waiting.remove());
          return waiting;
        });
    next.forEach(ticket -> ticket.signal().complete(new Signal.Lead<>()));
  }

  private Signal<A> await(K key, Ticket<Q, A> ticket) {
    try {
      return ticket.signal().get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return leaveOrStay(key, ticket);
    } catch (InterruptedException e) {
      Signal<A> signal = leaveOrStay(key, ticket);
      Thread.currentThread().interrupt();
      return signal;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // a signal is only ever completed with a value
    }
  }

  /** A request that no batch has taken can be withdrawn; the outcome of another must be awaited. */
  private Signal<A> leaveOrStay(K key, Ticket<Q, A> ticket) {
    boolean[] left = {false};
    lanes.computeIfPresent(
        key,
        (k, waiting) -> {
          left[0] = waiting.remove(ticket);
          return waiting;
        });
    if (left[0]) {
      throw new OutOfReachException();
    }
    return requireNonNull(ticket.signal().join());
  }

  /** Runs a batch. */
  interface Runner<K, Q, A> {
    /** The answers, in the order of the requests. */
    List<A> run(K key, List<Q> requests);
  }

  /** A request and what its caller waits for; compared by identity. */
  private static final class Ticket<Q, A> {
    private final Q request;
    private final CompletableFuture<Signal<A>> signal = new CompletableFuture<>();

    Ticket(Q request) {
      this.request = request;
    }

    Q request() {
      return request;
    }

    CompletableFuture<Signal<A>> signal() {
      return signal;
    }
  }

  private sealed interface Signal<A> {
    record Answered<A>(A answer) implements Signal<A> {}

    record Failed<A>(RuntimeException failure) implements Signal<A> {}

    /** The next batch is yours to run. */
    record Lead<A>() implements Signal<A> {}
  }
}
