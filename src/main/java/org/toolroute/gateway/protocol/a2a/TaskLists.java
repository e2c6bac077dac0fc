package org.toolroute.gateway.protocol.a2a;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Lists the tasks of an owner, last changed first. */
final class TaskLists {
  /** The most that the envelopes of one page may hold together; its first task always fits. */
  private static final int PAGE_CHARACTERS_MAX = 4 * 1024 * 1024;

  private static final String MATCHES =
      TaskTable.OWNED
          + """
          AND (:context::text IS NULL OR context_id = :context)
          AND (:state::text IS NULL OR %s = :state)
          AND (:since::timestamptz IS NULL OR updated_at >= :since)
          """
              .formatted(TaskTable.STATE);

  /** The envelope of a completed task is its artifact; that of another is its status. */
  private static final String PAGE =
      """
      SELECT task_id, context_id, state_now, shown AS envelope, billing, updated_at
      FROM (
        SELECT *, sum(coalesce(length(shown), 0))
              OVER (ORDER BY updated_at DESC, task_id DESC) AS characters,
            row_number() OVER (ORDER BY updated_at DESC, task_id DESC) AS place
        FROM (
          SELECT task_id, context_id, %s AS state_now, billing, updated_at,
              CASE WHEN :artifacts OR state <> 'completed' THEN envelope END AS shown
          FROM a2a_task
          WHERE %s AND (updated_at, task_id) < (:at, :id)
          ORDER BY updated_at DESC, task_id DESC LIMIT :rows
        ) AS candidate
      ) AS placed
      WHERE characters <= :characters OR place = 1
      ORDER BY updated_at DESC, task_id DESC
      """
          .formatted(TaskTable.STATE, MATCHES);

  private final TaskTable table;

  TaskLists(TaskTable table) {
    this.table = table;
  }

  TaskPage list(Owner owner, TaskQuery query) {
    long total =
        table.run(database ->
            bind(database.sql("SELECT count(*) FROM a2a_task WHERE" + MATCHES), owner, query)
                .query(Long.class)
                .single());
    TaskCursor after = query.after().orElse(TaskCursor.START);
    List<Task> rows =
        table.run(database ->
            bind(database.sql(PAGE), owner, query)
                .param("artifacts", query.withArtifacts())
                .param("at", Timestamp.from(after.updatedAt()))
                .param("id", after.id().value())
                .param("rows", query.size() + 1)
                .param("characters", PAGE_CHARACTERS_MAX)
                .query(TaskTable::read)
                .list());
    return page(rows, query, owner, total);
  }

  /** Fewer rows than fit are the end of the list, or of the room for envelopes. */
  private TaskPage page(List<Task> rows, TaskQuery query, Owner owner, long total) {
    if (rows.size() > query.size()) {
      List<Task> shown = rows.subList(0, query.size());
      return new TaskPage(shown, Optional.of(TaskCursor.of(shown.getLast())), total);
    }
    boolean cut = query.withArtifacts() && !rows.isEmpty() && hasMore(rows.getLast(), query, owner);
    return new TaskPage(
        rows, cut ? Optional.of(TaskCursor.of(rows.getLast())) : Optional.empty(), total);
  }

  private boolean hasMore(Task last, TaskQuery query, Owner owner) {
    return table.run(database ->
        bind(
                database.sql(
                    "SELECT EXISTS (SELECT FROM a2a_task WHERE"
                        + MATCHES
                        + "AND (updated_at, task_id) < (:at, :id))"),
                owner,
                query)
            .param("at", Timestamp.from(last.updatedAt()))
            .param("id", last.id().value())
            .query(Boolean.class)
            .single());
  }

  private static StatementSpec bind(StatementSpec statement, Owner owner, TaskQuery query) {
    return TaskTable.owned(statement, owner)
        .param("context", query.context().orElse(null))
        .param("state", query.state().map(TaskState::columnValue).orElse(null))
        .param("since", query.changedSince().map(Timestamp::from).orElse(null));
  }
}
