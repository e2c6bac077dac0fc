package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calls of one request run at once, up to the limit, and are answered in their order. */
class SideBySideTest {
  private static final int LIMIT = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long the first wait for one that must not come. */
  private static final Duration A_WHILE = Duration.ofMillis(300);

  @Test
  void asManyAsTheLimitRunAtOnce() {
    // Given
    CountDownLatch full = new CountDownLatch(LIMIT);
    // When
    List<Boolean> together =
        new SideBySide(LIMIT)
            .run(
                3 * LIMIT,
                _ -> {
                  full.countDown();
                  return isReached(full, PATIENCE);
                });
    // Then
    assertThat(together).hasSize(3 * LIMIT).containsOnly(true);
  }

  @Test
  void notOneMoreThanTheLimitRunsAtOnce() {
    // Given
    AtomicInteger started = new AtomicInteger();
    CountDownLatch oneMore = new CountDownLatch(LIMIT + 1);
    CountDownLatch decided = new CountDownLatch(LIMIT);
    // When
    List<Boolean> besideTheFirst =
        new SideBySide(LIMIT)
            .run(
                3 * LIMIT,
                _ -> {
                  oneMore.countDown();
                  if (started.incrementAndGet() > LIMIT) {
                    return false;
                  }
                  boolean joined = isReached(oneMore, A_WHILE);
                  decided.countDown();
                  isReached(decided, PATIENCE);
                  return joined;
                });
    // Then
    assertThat(besideTheFirst).hasSize(3 * LIMIT).containsOnly(false);
  }

  @Test
  void resultsKeepTheOrderOfTheCalls() {
    // Given
    CountDownLatch lastFirst = new CountDownLatch(1);
    // When
    List<Integer> results =
        new SideBySide(LIMIT)
            .run(
                LIMIT,
                index -> {
                  if (index == LIMIT - 1) {
                    lastFirst.countDown();
                  }
                  isReached(lastFirst, PATIENCE);
                  return index;
                });
    // Then
    assertThat(results).isEqualTo(IntStream.range(0, LIMIT).boxed().toList());
  }

  @Test
  void nothingToRunIsNothing() {
    assertThat(new SideBySide(LIMIT).run(0, index -> index)).isEmpty();
  }

  private static boolean isReached(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
