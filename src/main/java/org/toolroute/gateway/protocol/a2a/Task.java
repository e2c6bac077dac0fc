package org.toolroute.gateway.protocol.a2a;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as its owner sees it.
 *
 * @param context groups tasks; the caller's own word, or one made for it
 * @param outcome how its call ended; empty until then, and for a completed task also where the
 *     reader did not ask for artifacts
 * @param updatedAt when it got into this state
 */
record Task(
    TaskId id, String context, TaskState state, Optional<TaskOutcome> outcome, Instant updatedAt) {

  Task in(TaskState next, Optional<TaskOutcome> with, Instant at) {
    return new Task(id, context, next, with, at);
  }

  /** The same, in its state since {@code time}. */
  Task at(Instant time) {
    return new Task(id, context, state, outcome, time);
  }
}
