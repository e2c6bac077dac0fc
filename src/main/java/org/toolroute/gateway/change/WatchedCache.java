package org.toolroute.gateway.change;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A bounded cache of database rows that never outlives a change. It is passed by while the feed is
 * not current, and a row that was read before something was dropped is not kept after it: the
 * reader may have seen the old state, whichever row was meant.
 */
public final class WatchedCache<K, V> {
  private static final Duration KEPT_AT_MOST = Duration.ofMinutes(10);

  private final ChangeFeed feed;
  private final Cache<K, V> rows;
  private final ReentrantLock keepOrDrop = new ReentrantLock();
  private volatile long generation;

  public WatchedCache(ChangeFeed feed, int rowsMax) {
    this.feed = requireNonNull(feed, "feed");
    this.rows = Caffeine.newBuilder().maximumSize(rowsMax).expireAfterWrite(KEPT_AT_MOST).build();
  }

  /** What is remembered under {@code key}, if it may be trusted now. */
  public Optional<V> find(K key) {
    return feed.isCurrent() ? Optional.ofNullable(rows.getIfPresent(key)) : Optional.empty();
  }

  /**
   * Reads anew.
   *
   * @param read asks the database; nothing is locked meanwhile
   * @param worthKeeping whether the row is to be remembered
   */
  public V load(K key, Function<? super K, ? extends V> read, Predicate<? super V> worthKeeping) {
    long generationBefore = generation;
    boolean current = feed.isCurrent();
    V row = read.apply(key);
    if (current && worthKeeping.test(row)) {
      keep(key, row, generationBefore);
    }
    return row;
  }

  /** Forgets one row. */
  public void drop(K key) {
    dropping(() -> rows.invalidate(key));
  }

  /** Forgets the rows that {@code condition} describes, wherever they are kept. */
  public void dropIf(Predicate<? super V> condition) {
    dropping(() -> rows.asMap().values().removeIf(condition));
  }

  public void dropAll() {
    dropping(rows::invalidateAll);
  }

  /** Grows with every drop; equal numbers say that nothing was dropped in between. */
  public long generation() {
    return generation;
  }

  private void keep(K key, V row, long generationBefore) {
    keepOrDrop.lock();
    try {
      if (generation == generationBefore) {
        rows.put(key, row);
      }
    } finally {
      keepOrDrop.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only written under the lock
  private void dropping(Runnable drop) {
    keepOrDrop.lock();
    try {
      generation++;
      drop.run();
    } finally {
      keepOrDrop.unlock();
    }
  }
}
