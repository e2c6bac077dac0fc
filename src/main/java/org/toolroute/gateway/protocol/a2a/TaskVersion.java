package org.toolroute.gateway.protocol.a2a;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What tells that a task has changed: it differs then, and only then. */
record TaskVersion(TaskState state, Instant updatedAt) {

  static TaskVersion of(Task task) {
    return new TaskVersion(task.state(), task.updatedAt());
  }

  /**
   * Those of the tasks that are still kept, by one statement. It names no owner: nobody is told of
   * it, whoever waits reads the task itself.
   */
  static Map<TaskId, TaskVersion> of(TaskTable table, Set<TaskId> ids) {
    Map<TaskId, TaskVersion> versions = new HashMap<>();
    String[] wanted = ids.stream().map(TaskId::toString).toArray(String[]::new);
    table.run(database ->
        database
            .sql(
                "SELECT task_id, "
                    + TaskTable.STATE
                    + " AS state_now, updated_at FROM a2a_task WHERE task_id = ANY(:ids::uuid[])")
            .param("ids", wanted)
            .query((row, _) ->
                versions.put(
                    new TaskId(row.getObject("task_id", UUID.class)),
                    new TaskVersion(
                        TaskState.ofColumn(row.getString("state_now")),
                        row.getTimestamp("updated_at").toInstant())))
            .list());
    return versions;
  }
}
