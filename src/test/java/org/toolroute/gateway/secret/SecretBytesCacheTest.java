package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SecretBytesCacheTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicReference<byte[]> lastLoaded = new AtomicReference<>(new byte[0]);

  @Test
  void loadsOnceWithinItsTimeToLive() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);

    byte[] first = cache.copy("a", "x", this::load);
    byte[] second = cache.copy("a", "x", this::load);

    assertThat(loads).hasValue(1);
    assertThat(first).isEqualTo(second).isNotSameAs(second);
  }

  @Test
  void zeroTimeToLiveKeepsNothing() {
    SecretBytesCache cache = new SecretBytesCache(Duration.ZERO, 10);

    cache.copy("a", "x", this::load);
    cache.copy("a", "x", this::load);

    assertThat(loads).hasValue(2);
  }

  @Test
  void otherBindingLoadsAnew() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);

    cache.copy("a", "x", this::load);
    cache.copy("a", "y", this::load);
    cache.copy("a", "y", this::load);

    assertThat(loads).hasValue(2);
  }

  @Test
  void expiryOverwritesTheBytesEvenWhenNobodyAsksAgain() {
    SecretBytesCache cache = new SecretBytesCache(Duration.ofMillis(50), 10);
    cache.copy("a", "x", this::load);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(lastLoaded.get()).containsOnly(0));
  }

  @Test
  void evictionBySizeOverwritesTheBytes() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 4);
    List<byte[]> loaded = new ArrayList<>();

    for (int i = 0; i < 40; i++) {
      cache.copy("id" + i, "x", () -> remember(loaded));
    }

    assertThat(loaded.stream().filter(SecretBytesCacheTest::isWiped).count())
        .isGreaterThanOrEqualTo(36);
  }

  @Test
  void forgettingOverwritesTheBytesButNotTheCopies() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    byte[] copy = cache.copy("a", "x", this::load);

    cache.forget("a");

    assertThat(lastLoaded.get()).containsOnly(0);
    assertThat(copy).containsOnly(7);
  }

  @Test
  void forgottenIdIsServedButNeverKeptAgain() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    cache.forget("a");

    byte[] first = cache.copy("a", "x", this::load);
    cache.copy("a", "x", this::load);

    assertThat(first).containsOnly(7);
    assertThat(loads).hasValue(2);
  }

  @Test
  void refreshedIdIsLoadedAnewAndKept() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);
    cache.copy("a", "x", this::load);

    cache.refresh("a");
    cache.copy("a", "x", this::load);
    cache.copy("a", "x", this::load);

    assertThat(loads).hasValue(2);
  }

  @Test
  void failureReachesTheCallerAndIsNotKept() {
    SecretBytesCache cache = new SecretBytesCache(LONG, 10);

    assertThatThrownBy(() ->
            cache.copy(
                "a",
                "x",
                () -> {
                  throw new IllegalStateException("sealed");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sealed");
    assertThat(cache.copy("a", "x", this::load)).containsOnly(7);
  }

  private byte[] load() {
    loads.incrementAndGet();
    byte[] bytes = fresh();
    lastLoaded.set(bytes);
    return bytes;
  }

  private static byte[] remember(List<byte[]> loaded) {
    byte[] bytes = fresh();
    loaded.add(bytes);
    return bytes;
  }

  private static byte[] fresh() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  private static boolean isWiped(byte[] bytes) {
    return Arrays.equals(bytes, new byte[32]);
  }
}
