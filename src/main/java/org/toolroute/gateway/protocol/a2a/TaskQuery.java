package org.toolroute.gateway.protocol.a2a;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked for by {@code ListTasks} (specification section 3.1.4).
 *
 * @param size tasks at most, 1 to 100
 */
record TaskQuery(
    Optional<String> context,
    Optional<TaskState> state,
    Optional<Instant> changedSince,
    int size,
    Optional<TaskCursor> after,
    boolean withArtifacts) {
  private static final int SIZE_DEFAULT = 50;
  private static final int SIZE_MAX = 100;
  private static final int TEXT_LENGTH_MAX = 255;

  /**
   * Reads it.
   *
   * @throws GatewayException {@code invalid_request}
   */
  static TaskQuery read(ObjectNode params) {
    Fields fields = new Fields(params, "");
    SendRequest.requireHistoryLength(fields);
    int size = fields.integer("pageSize").orElse(SIZE_DEFAULT);
    if (size < 1 || size > SIZE_MAX) {
      throw fields.invalid("pageSize", "must be from 1 to " + SIZE_MAX);
    }
    return new TaskQuery(
        fields.text("contextId", TEXT_LENGTH_MAX),
        fields
            .text("status", TEXT_LENGTH_MAX)
            .filter(name -> !name.equals("TASK_STATE_UNSPECIFIED"))
            .map(name -> state(fields, name)),
        fields.text("statusTimestampAfter", TEXT_LENGTH_MAX).map(text -> instant(fields, text)),
        size,
        fields
            .text("pageToken", TEXT_LENGTH_MAX)
            .map(text ->
                TaskCursor.parse(text)
                    .orElseThrow(
                        () -> fields.invalid("pageToken", "must be the nextPageToken of a page"))),
        fields.flag("includeArtifacts"));
  }

  private static TaskState state(Fields fields, String name) {
    return TaskState.ofWire(name)
        .orElseThrow(() ->
            fields.invalid(
                "status", "must be a state of this agent, such as TASK_STATE_COMPLETED"));
  }

  private static Instant instant(Fields fields, String text) {
    try {
      Instant at = Instant.parse(text);
      if (at.isAfter(Instant.EPOCH) && at.isBefore(TaskCursor.FAR_AWAY)) {
        return at;
      }
    } catch (DateTimeParseException e) {
      // Refused below, like a time that no task can have.
    }
    throw fields.invalid("statusTimestampAfter", "must be a time such as 2030-01-31T12:00:00Z");
  }
}
