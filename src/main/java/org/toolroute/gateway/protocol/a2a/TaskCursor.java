package org.toolroute.gateway.protocol.a2a;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of a list ended: the last task on it, by its place in the order. */
record TaskCursor(Instant updatedAt, TaskId id) {
  /** Later than any task changes. */
  static final Instant FAR_AWAY = Instant.parse("9999-12-31T00:00:00Z");

  /** Before the first task. */
  static final TaskCursor START =
      new TaskCursor(FAR_AWAY, TaskId.parse("ffffffff-ffff-ffff-ffff-ffffffffffff").orElseThrow());

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12})\\.([0-9]{1,9})\\.([0-9a-f-]{36})");

  static TaskCursor of(Task task) {
    return new TaskCursor(task.updatedAt(), task.id());
  }

  /** The cursor that {@code text} writes, or empty when no list gave it. */
  static Optional<TaskCursor> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Instant at =
          Instant.ofEpochSecond(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
      return TaskId.parse(form.group(3)).map(id -> new TaskCursor(at, id));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return updatedAt.getEpochSecond() + "." + updatedAt.getNano() + "." + id;
  }
}
