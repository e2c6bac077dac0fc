package org.toolroute.gateway.secret;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secret bytes for a short time and overwrites them when they leave. Callers get copies of
 * their own, so that an eviction never wipes bytes in use; concurrent calls for one id load once;
 * failures are not kept. A time to live of zero keeps nothing.
 */
public final class SecretBytesCache {
  /** Longer than any call that may still load what was forgotten under its feet. */
  private static final Duration FORGOTTEN_TTL = Duration.ofMinutes(2);

  private static final int ATTEMPTS_MAX = 3;

  private final boolean keeping;
  private final AsyncCache<String, Loaded> entries;
  private final Cache<String, Boolean> forgotten;

  /**
   * @param entriesMax how many ids are kept at once; beyond that the least used leave
   */
  public SecretBytesCache(Duration ttl, int entriesMax) {
    keeping = ttl.isPositive();
    entries =
        Caffeine.newBuilder()
            .maximumSize(entriesMax)
            .expireAfterWrite(keeping ? ttl : Duration.ofNanos(1))
            .scheduler(Scheduler.systemScheduler()) // an idle cache expires on time too
            .executor(Runnable::run)
            .removalListener(SecretBytesCache::wipe)
            .buildAsync();
    forgotten =
        Caffeine.newBuilder().maximumSize(entriesMax).expireAfterWrite(FORGOTTEN_TTL).build();
  }

  /**
   * A copy of the bytes of {@code id}, which the caller wipes.
   *
   * @param binding what the kept bytes were loaded for; bytes kept for another binding are dropped
   *     and loaded anew
   * @param loader makes the bytes and hands them over; what it throws reaches every waiting caller
   */
  public byte[] copy(String id, String binding, Supplier<byte[]> loader) {
    for (int attempt = 0; keeping && attempt < ATTEMPTS_MAX && !isForgotten(id); attempt++) {
      CompletableFuture<Loaded> found = findOrLoad(id, binding, loader);
      Optional<byte[]> copy = copyOf(found.join(), binding);
      if (copy.isPresent()) {
        return copy.get();
      }
      entries.asMap().remove(id, found); // evicted meanwhile, or kept for another binding
    }
    return loader.get();
  }

  /**
   * Drops and wipes what is kept for {@code id}, for good: a load that is under way, or that starts
   * late for a call admitted before, is not kept either.
   */
  public void forget(String id) {
    forgotten.put(id, Boolean.TRUE); // first, so that no load slips between the two
    refresh(id);
  }

  /** Drops and wipes what is kept for {@code id}, so that the next use loads it anew. */
  public void refresh(String id) {
    entries.synchronous().invalidate(id);
  }

  /** Drops and wipes everything. */
  public void forgetAll() {
    entries.synchronous().invalidateAll();
  }

  private CompletableFuture<Loaded> findOrLoad(String id, String binding, Supplier<byte[]> loader) {
    CompletableFuture<Loaded> mine = new CompletableFuture<>();
    CompletableFuture<Loaded> other = entries.asMap().putIfAbsent(id, mine);
    if (other != null) {
      return other;
    }
    try {
      mine.complete(new Kept(new WipeableBytes(binding, loader.get())));
    } catch (RuntimeException | Error e) {
      // A value, not an exceptional completion: Caffeine would log that one.
      entries.asMap().remove(id, mine);
      mine.complete(new Failed(e));
    }
    if (isForgotten(id)) {
      entries.asMap().remove(id, mine);
    }
    return mine;
  }

  private boolean isForgotten(String id) {
    return forgotten.getIfPresent(id) != null;
  }

  private static Optional<byte[]> copyOf(Loaded loaded, String binding) {
    return switch (loaded) {
      case Kept kept -> kept.bytes().copyFor(binding);
      case Failed(RuntimeException failure) -> throw failure;
      case Failed(Error failure) -> throw failure;
      case Failed(Throwable failure) -> throw new IllegalStateException(failure);
    };
  }

  private static void wipe(@Nullable String id, @Nullable Loaded loaded, RemovalCause cause) {
    if (loaded instanceof Kept(WipeableBytes bytes)) {
      bytes.wipe();
    }
  }

  private sealed interface Loaded {}

  private record Kept(WipeableBytes bytes) implements Loaded {}

  private record Failed(Throwable failure) implements Loaded {}
}
