package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;

/**
 * Decides between a call that sets out for its provider and a request to cancel its task: whichever
 * statement is first, on whichever node. A canceled task's call is never sent.
 */
final class Cancellation {
  private final TaskTable table;

  Cancellation(TaskTable table) {
    this.table = table;
  }

  /**
   * Lets the call of a running task set out.
   *
   * @return false when the task was canceled
   */
  boolean setOut(Owner owner, TaskId id) {
    return table.run(database ->
        TaskTable.owned(
                database.sql(
                    "UPDATE a2a_task SET sent_at = now()"
                        + " WHERE task_id = :id AND state = 'working' AND"
                        + TaskTable.OWNED),
                owner)
            .param("id", id.value())
            .update())
        > 0;
  }

  /**
   * Cancels a task that waits for input, or whose call has not set out.
   *
   * @return empty when it is over, or its call has set out
   */
  Optional<Task> cancel(Owner owner, TaskId id) {
    return table.run(database ->
        TaskTable.owned(
                database.sql(
                    """
                    UPDATE a2a_task SET state = 'canceled', updated_at = now()
                    WHERE task_id = :id AND %s AND (state = 'input_required'
                        OR (state = 'working' AND sent_at IS NULL AND deadline_at > now()))
                    RETURNING %s
                    """
                        .formatted(TaskTable.OWNED, TaskTable.COLUMNS)),
                owner)
            .param("id", id.value())
            .query(TaskTable::read)
            .optional());
  }
}
