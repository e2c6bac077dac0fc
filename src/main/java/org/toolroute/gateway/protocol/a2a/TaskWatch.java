package org.toolroute.gateway.protocol.a2a;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.toolroute.gateway.protocol.OpenRequest;
import org.toolroute.gateway.protocol.a2a.TaskSignals.Signal;

/** Waits for the changes of tasks, whichever node makes them. */
final class TaskWatch {
  private final TaskTable table;
  private final TaskSignals signals;
  private final A2aSettings settings;
  private final InstantSource clock;

  TaskWatch(TaskTable table, TaskSignals signals, A2aSettings settings, InstantSource clock) {
    this.table = table;
    this.signals = signals;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The task when it runs no more; it is lost at its deadline at the latest.
   *
   * @param open the request that waits, asked again before it is told
   */
  Task untilItRests(Owner owner, Task task, OpenRequest open) {
    Task seen = task;
    try (Signal signal = signals.listen(task.id())) {
      while (seen.state() == TaskState.WORKING) {
        boolean news = signal.await(seen, settings.lookEvery());
        open.require();
        seen = news ? read(owner, task) : seen;
      }
    }
    return seen;
  }

  /**
   * Tells {@code sink} of a task and of its changes, until it is over.
   *
   * @param untilItRests ends also when the task waits for input
   */
  void follow(Owner owner, Task task, boolean untilItRests, EventSink sink) throws IOException {
    Instant end = clock.instant().plus(settings.streamLimit());
    Duration pause = shorter(settings.lookEvery(), settings.keepAliveEvery());
    try (Signal signal = signals.listen(task.id())) {
      Instant lastWrite = clock.instant();
      Task seen = task;
      sink.send(new TaskEvent.Snapshot(seen));
      while (!isOver(seen, untilItRests) && clock.instant().isBefore(end)) {
        boolean news = signal.await(seen, pause);
        sink.look();
        Task now = news ? read(owner, task) : seen;
        List<TaskEvent> events = now.equals(seen) ? List.of() : TaskEvent.change(now);
        for (TaskEvent event : events) {
          sink.send(event);
        }
        Instant at = clock.instant();
        if (!events.isEmpty()) {
          lastWrite = at;
        } else if (!at.isBefore(lastWrite.plus(settings.keepAliveEvery()))) {
          sink.keepAlive();
          lastWrite = at;
        }
        seen = now;
      }
    }
  }

  private static boolean isOver(Task task, boolean untilItRests) {
    return task.state().isTerminal() || (untilItRests && task.state() != TaskState.WORKING);
  }

  private Task read(Owner owner, Task task) {
    return table.find(owner, task.id()).orElseThrow(A2aException::taskNotFound);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
