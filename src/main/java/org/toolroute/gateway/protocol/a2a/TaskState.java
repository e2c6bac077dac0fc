package org.toolroute.gateway.protocol.a2a;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task stands (specification section 4.1.3); the states that this agent knows. */
enum TaskState {
  INPUT_REQUIRED,
  WORKING,
  COMPLETED,
  FAILED,
  CANCELED,
  REJECTED;

  private static final String WIRE_PREFIX = "TASK_STATE_";

  /** The name in JSON, for example {@code TASK_STATE_COMPLETED}. */
  String wireName() {
    return WIRE_PREFIX + name();
  }

  /** The name in the table, for example {@code completed}. */
  String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TaskState ofColumn(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  static Optional<TaskState> ofWire(String name) {
    return Arrays.stream(values()).filter(state -> state.wireName().equals(name)).findFirst();
  }

  /** Whether nothing changes any more. */
  boolean isTerminal() {
    return switch (this) {
      case INPUT_REQUIRED, WORKING -> false;
      case COMPLETED, FAILED, CANCELED, REJECTED -> true;
    };
  }
}
