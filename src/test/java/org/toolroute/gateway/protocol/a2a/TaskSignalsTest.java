package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.protocol.a2a.TaskSignals.Signal;

class TaskSignalsTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final TaskSignals signals = new TaskSignals();
  private final TaskId id = TaskId.next();

  @Test
  @Timeout(20)
  void aChangeEndsTheWaitOfEverybodyWhoListened() {
    try (Signal one = signals.listen(id);
        Signal other = signals.listen(id)) {
      // When
      signals.changed(id);
      // Then
      one.await(FOR_EVER);
      other.await(FOR_EVER);
    }
    assertThat(signals.listenedTo()).isZero();
  }

  @Test
  @Timeout(20)
  void aChangeOfAnotherTaskDoesNot() {
    try (Signal signal = signals.listen(id)) {
      // When
      signals.changed(TaskId.next());
      // Then
      signal.await(Duration.ofMillis(20));
      assertThat(signals.listenedTo()).isOne();
    }
  }

  @Test
  void whoeverWaitedInVainLeavesNothing() {
    // When
    for (int i = 0; i < 100; i++) {
      try (Signal signal = signals.listen(TaskId.next())) {
        signal.await(Duration.ofMillis(1));
      }
    }
    // Then
    assertThat(signals.listenedTo()).isZero();
  }
}
