package org.toolroute.gateway.protocol.a2a;

import java.util.ArrayList;
import java.util.List;

/** What a stream tells of a task (specification section 3.2.3). */
sealed interface TaskEvent {

  Task task();

  /** The whole task; the first event of each stream. */
  record Snapshot(Task task) implements TaskEvent {}

  /** The task has its result. */
  record Artifact(Task task) implements TaskEvent {}

  /** The task has another state. */
  record Status(Task task) implements TaskEvent {}

  /** What tells that a task has become {@code now}. */
  static List<TaskEvent> change(Task now) {
    List<TaskEvent> events = new ArrayList<>();
    if (now.state() == TaskState.COMPLETED) {
      events.add(new Artifact(now));
    }
    events.add(new Status(now));
    return events;
  }
}
