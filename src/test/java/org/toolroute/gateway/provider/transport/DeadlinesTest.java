package org.toolroute.gateway.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Deadlines deadlines = new Deadlines(timer);
  private final AtomicInteger cancelled = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void cancelsARequestOnceWhenItsTimeIsUp() {
    // When
    Deadlines.Watch watch = deadlines.watch(this::cancel, Duration.ofMillis(1));

    // Then
    await().until(watch::ended);
    await().until(() -> cancelled.get() == 1);
    lookTwice();
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void cancelsARequestAtOnceThatIsLateAlready() {
    // When
    Deadlines.Watch watch = deadlines.watch(this::cancel, Duration.ofSeconds(-1));

    // Then
    await().until(watch::ended);
  }

  @Test
  void leavesARequestAloneThatCameBackInTime() {
    // Given
    Duration left = Deadlines.STEP.multipliedBy(10);
    Deadlines.Watch watch = deadlines.watch(this::cancel, left);
    Deadlines.Watch later = deadlines.watch(() -> true, left.plus(Deadlines.STEP));

    // When
    watch.close();

    // Then
    await().until(later::ended);
    assertThat(watch.ended()).isFalse();
    assertThat(cancelled).hasValue(0);
  }

  @Test
  void leavesARequestAloneThatHasTimeLeft() {
    // When
    Deadlines.Watch watch = deadlines.watch(this::cancel, Duration.ofHours(1));
    lookTwice();

    // Then
    assertThat(watch.ended()).isFalse();
    assertThat(cancelled).hasValue(0);
  }

  @Test
  void goesOnAfterARequestThatCannotBeCancelled() {
    // Given
    Deadlines.Watch broken =
        deadlines.watch(
            () -> {
              throw new IllegalStateException("no longer there");
            },
            Duration.ZERO);
    await().until(broken::ended);

    // When
    Deadlines.Watch next = deadlines.watch(this::cancel, Duration.ZERO);

    // Then
    await().until(next::ended);
  }

  private boolean cancel() {
    cancelled.incrementAndGet();
    return true;
  }

  /** Returns after the deadlines were looked at once more from beginning to end. */
  private void lookTwice() {
    for (int look = 0; look < 2; look++) {
      Deadlines.Watch marker = deadlines.watch(() -> true, Duration.ZERO);
      await().until(marker::ended);
    }
  }
}
