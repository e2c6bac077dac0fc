package org.toolroute.gateway.shared;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Work on a thread of its own, begun before anybody needs its result.
 *
 * @param <T> the result
 */
public final class Begun<T> {
  private final CompletableFuture<T> result;

  private Begun(CompletableFuture<T> result) {
    this.result = result;
  }

  /** Begins {@code work} on a new thread, which does not keep the process alive. */
  public static <T> Begun<T> onThread(String name, Supplier<T> work) {
    return new Begun<>(
        CompletableFuture.supplyAsync(
            work, task -> Thread.ofPlatform().name(name).daemon().start(task)));
  }

  /** The result, as soon as there is one. Throws what the work threw. */
  public T await() {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** The result, as soon as the work is over; empty when it failed. */
  public Optional<T> awaitEnd() {
    return result.handle((value, failure) -> Optional.ofNullable(value)).join();
  }
}
