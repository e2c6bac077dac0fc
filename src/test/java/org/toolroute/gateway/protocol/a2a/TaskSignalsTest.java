package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.protocol.a2a.TaskSignals.Signal;

@Timeout(20)
class TaskSignalsTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(20);

  private final Task task = working(TaskId.next());
  private final Map<TaskId, TaskVersion> stored =
      new ConcurrentHashMap<>(Map.of(task.id(), TaskVersion.of(task)));
  private final AtomicInteger looks = new AtomicInteger();
  private final TaskSignals signals = new TaskSignals(this::look, MOMENT);

  @Test
  void aChangeEndsTheWaitOfEverybodyWhoListened() {
    try (Signal one = listen(task);
        Signal other = listen(task)) {
      // When
      signals.changed(task.id());
      // Then
      assertThat(one.await(task, FOR_EVER)).isTrue();
      assertThat(other.await(task, FOR_EVER)).isTrue();
    }
    assertThat(signals.listenedTo()).isZero();
  }

  @Test
  void aChangeOfAnotherTaskDoesNot() {
    try (Signal signal = listen(task)) {
      // When
      signals.changed(TaskId.next());
      // Then
      assertThat(signal.await(task, MOMENT)).isFalse();
      assertThat(signals.listenedTo()).isOne();
    }
  }

  @Test
  void whatHappenedBeforeTheFirstWaitIsNotMissed() {
    try (Signal signal = signals.listen(task.id())) {
      assertThat(signal.await(task, FOR_EVER)).isTrue();
    }
  }

  @Test
  void whatAnotherNodeChangedIsSeenAtTheNextLookByAll() {
    try (Signal one = listen(task);
        Signal other = listen(task)) {
      // Given
      assertThat(other.await(task, MOMENT)).isFalse();
      stored.put(task.id(), new TaskVersion(TaskState.COMPLETED, Instant.MAX));
      // When
      boolean news = one.await(task, MOMENT);
      // Then
      assertThat(news).isTrue();
      assertThat(other.await(task, FOR_EVER)).isTrue();
    }
  }

  @Test
  void aTaskThatIsGoneHasChanged() {
    try (Signal signal = listen(task)) {
      stored.clear();
      assertThat(signal.await(task, MOMENT)).isTrue();
    }
  }

  @Test
  void oneLookServesAllWhoWait() throws Exception {
    // Given
    int waiting = 64;
    TaskSignals slow = new TaskSignals(this::look, FOR_EVER);
    List<Future<Boolean>> woken = new ArrayList<>();
    // When
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < waiting; i++) {
        woken.add(threads.submit(() -> waitInVain(slow)));
      }
    }
    // Then
    for (Future<Boolean> news : woken) {
      assertThat(news.get()).isFalse();
    }
    assertThat(looks).hasValue(1);
    assertThat(slow.listenedTo()).isZero();
  }

  private boolean waitInVain(TaskSignals among) {
    try (Signal signal = among.listen(task.id())) {
      signal.await(task, FOR_EVER);
      return signal.await(task, MOMENT);
    }
  }

  /** One who has read the task. */
  private Signal listen(Task read) {
    Signal signal = signals.listen(read.id());
    signal.await(read, FOR_EVER);
    return signal;
  }

  private Map<TaskId, TaskVersion> look(Set<TaskId> ids) {
    looks.incrementAndGet();
    assertThat(ids).contains(task.id());
    return Map.copyOf(stored);
  }

  private static Task working(TaskId id) {
    return new Task(id, "context", TaskState.WORKING, Optional.empty(), Instant.EPOCH);
  }
}
