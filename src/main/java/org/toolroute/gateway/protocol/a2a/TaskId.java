package org.toolroute.gateway.protocol.a2a;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identifies a task; a UUID, as the specification suggests. */
record TaskId(UUID value) {
  private static final TimeBasedEpochRandomGenerator GENERATOR =
      Generators.timeBasedEpochRandomGenerator();
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** A new, time-ordered identifier. */
  static TaskId next() {
    return new TaskId(GENERATOR.generate());
  }

  /** The identifier that {@code text} writes, or empty when no task can have it. */
  static Optional<TaskId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new TaskId(UUID.fromString(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
