package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Loads, evictions and forgetting that meet. */
class SecretBytesCacheRaceTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger loads = new AtomicInteger();

  @Test
  void idForgottenWhileItLoadsIsNotKept() throws Exception {
    // Given a load that is under way
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> call =
          threads.submit(() ->
              cache.copy(
                  "a",
                  "x",
                  () -> {
                    loading.countDown();
                    await(forgotten);
                    return load();
                  }));
      loading.await();

      // When
      cache.forget("a");
      forgotten.countDown();

      // Then the call that was admitted before still gets its bytes, and nothing stays
      assertThat(call.get()).containsOnly(7);
      int before = loads.get();
      cache.copy("a", "x", this::load);
      assertThat(loads).hasValue(before + 1);
    }
  }

  @Test
  void allForgottenWhileOneLoadsIsNotKept() throws Exception {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> call =
          threads.submit(() ->
              cache.copy(
                  "a",
                  "x",
                  () -> {
                    if (loads.get() == 0) {
                      loading.countDown();
                      await(forgotten);
                    }
                    return load();
                  }));
      loading.await();

      cache.forgetAll();
      forgotten.countDown();

      assertThat(call.get()).containsOnly(7);
      assertThat(loads).as("what was loaded before is not used").hasValue(2);
    }
  }

  @Test
  void concurrentCallsForOneIdLoadOnce() throws Exception {
    // Given a load that takes until every caller waits
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    CountDownLatch allWait = new CountDownLatch(1);
    Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      callers.add(
          Thread.startVirtualThread(() ->
              answers.add(
                  cache.copy(
                      "a",
                      "x",
                      () -> {
                        await(allWait);
                        return load();
                      }))));
    }

    // When
    Awaitility.await()
        .until(() -> callers.stream().allMatch(c -> c.getState() == Thread.State.WAITING));
    allWait.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    // Then
    assertThat(loads).hasValue(1);
    assertThat(answers).hasSize(50).allSatisfy(answer -> assertThat(answer).containsOnly(7));
  }

  @Test
  void evictionNeverWipesBytesInUse() throws Exception {
    // Given a cache so small and so often emptied that almost every use races with an eviction
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SecretBytesCache cache = new SecretBytesCache(Duration.ofMillis(1), 2);
    AtomicInteger wrong = new AtomicInteger();
    List<CompletableFuture<Void>> users = new ArrayList<>();
    for (int user = 0; user < 8; user++) {
      Random random = new Random(seed + user);
      users.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  String id = "id" + random.nextInt(4);
                  if (random.nextInt(10) == 0) {
                    cache.refresh(id);
                  } else if (!isLoaded(cache.copy(id, "x", SecretBytesCacheRaceTest::fresh))) {
                    wrong.incrementAndGet();
                  }
                }
              },
              task -> Thread.ofPlatform().start(task)));
    }

    // When
    CompletableFuture.allOf(users.toArray(CompletableFuture[]::new)).get();

    // Then
    assertThat(wrong).hasValue(0);
  }

  private byte[] load() {
    loads.incrementAndGet();
    byte[] bytes = fresh();
    return bytes;
  }

  private static byte[] fresh() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  private static boolean isLoaded(byte[] bytes) {
    return Arrays.equals(bytes, fresh());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
