package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs tasks on virtual threads, a bounded number at once, and keeps their order. */
final class SideBySide {
  private final int concurrentMax;

  SideBySide(int concurrentMax) {
    this.concurrentMax = concurrentMax;
  }

  /**
   * The results of {@code task} for 0 to {@code count - 1}. Returns when all have ended, whoever
   * has stopped waiting: a call that has begun is not given up half-way.
   */
  <T> List<T> run(int count, IntFunction<T> task) {
    if (count <= 1) {
      return IntStream.range(0, count).mapToObj(task).toList();
    }
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(count, concurrentMax), Thread.ofVirtual().name("tool-call-", 0).factory())) {
      List<CompletableFuture<T>> running =
          IntStream.range(0, count)
              .mapToObj(index -> CompletableFuture.supplyAsync(() -> task.apply(index), threads))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }
}
