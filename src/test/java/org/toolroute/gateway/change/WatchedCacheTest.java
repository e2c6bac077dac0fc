package org.toolroute.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchedCacheTest {
  private final FakeFeed feed = new FakeFeed();
  private final WatchedCache<String, String> cache = new WatchedCache<>(feed, 100);

  @Test
  void readRowIsRemembered() {
    // When
    cache.load("key", _ -> "row", _ -> true);

    // Then
    assertThat(cache.find("key")).contains("row");
  }

  @Test
  void rowThatIsNotWorthKeepingIsNotRemembered() {
    // When
    String row = cache.load("key", _ -> "row", _ -> false);

    // Then
    assertThat(row).isEqualTo("row");
    assertThat(cache.find("key")).isEmpty();
  }

  /** The interleaving that caches with invalidation get wrong: read, change, drop, put. */
  @ParameterizedTest
  @MethodSource("drops")
  void rowThatWasReadBeforeADropIsNotRememberedAfterIt(
      Consumer<WatchedCache<String, String>> drop) {
    // When
    cache.load(
        "key",
        _ -> {
          drop.accept(cache);
          return "old row";
        },
        _ -> true);

    // Then
    assertThat(cache.find("key")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("drops")
  void droppedRowIsForgotten(Consumer<WatchedCache<String, String>> drop) {
    // Given
    cache.load("key", _ -> "old row", _ -> true);

    // When
    drop.accept(cache);

    // Then
    assertThat(cache.find("key")).isEmpty();
  }

  @Test
  void otherRowsStayWhenOneIsDropped() {
    // Given
    cache.load("key", _ -> "old row", _ -> true);
    cache.load("other key", _ -> "other row", _ -> true);

    // When
    cache.dropIf(row -> row.equals("old row"));

    // Then
    assertThat(cache.find("other key")).contains("other row");
  }

  @Test
  void cacheIsPassedByWhileTheFeedIsNotCurrent() {
    // Given
    cache.load("key", _ -> "old row", _ -> true);

    // When
    feed.current = false;
    cache.load("new key", _ -> "new row", _ -> true);

    // Then
    assertThat(cache.find("key")).isEmpty();
    feed.current = true;
    assertThat(cache.find("new key")).isEmpty();
  }

  static List<Consumer<WatchedCache<String, String>>> drops() {
    return List.of(
        cache -> cache.drop("key"),
        cache -> cache.dropIf("old row"::equals),
        WatchedCache::dropAll);
  }
}
