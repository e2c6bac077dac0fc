package org.toolroute.gateway.ledger.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.toolroute.gateway.ledger.Ledger;

/** Runs one step for every input at the same moment, each in a thread of its own. */
final class Parallel {
  private Parallel() {}

  /** The results in the order of the inputs, which take turns over the gateways. */
  static <A, B> List<B> over(List<Ledger> gateways, List<A> inputs, Step<A, B> step) {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<B>> futures = new ArrayList<>();
      for (A input : inputs) {
        Ledger gateway = gateways.get(futures.size() % gateways.size());
        Callable<B> task =
            () -> {
              start.await();
              return step.run(gateway, input);
            };
        futures.add(threads.submit(task));
      }
      start.countDown();
      List<B> results = new ArrayList<>();
      for (Future<B> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** What each thread does. */
  interface Step<A, B> {
    B run(Ledger gateway, A input) throws InterruptedException;
  }
}
