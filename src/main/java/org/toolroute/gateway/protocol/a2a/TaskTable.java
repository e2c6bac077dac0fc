package org.toolroute.gateway.protocol.a2a;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The table {@code a2a_task}. Each change is one statement that says from which state it leads, so
 * of two that race one happens; time is the database's. Every statement names the owner.
 */
final class TaskTable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskTable.class);

  /** A running task whose time is over has failed, whatever its row says. */
  static final String STATE =
      "(CASE WHEN state = 'working' AND deadline_at < now() THEN 'failed' ELSE state END)";

  static final String COLUMNS =
      "task_id, context_id, " + STATE + " AS state_now, envelope, billing, updated_at";
  static final String OWNED = " account_id = :account AND environment = :environment ";

  private final JdbcClient jdbc;
  private final Duration callLimit;
  private final Duration keptFor;

  /**
   * @param callLimit after which a running task's gateway counts as dead
   */
  TaskTable(JdbcClient jdbc, Duration callLimit, Duration keptFor) {
    this.jdbc = jdbc;
    this.callLimit = callLimit;
    this.keptFor = keptFor;
  }

  /** A task that a message has started, as {@link #startedBy} finds it. */
  record Started(Task task, boolean sameMessage, boolean lost) {}

  /**
   * Adds a task.
   *
   * @param messageId whose task it is; empty when the message already has another
   * @return empty when the message already has a task
   */
  Optional<Task> add(
      Owner owner, String context, TaskState state, Optional<String> messageId, byte[] hash) {
    TaskId id = TaskId.next();
    return run(database ->
        owned(
                database.sql(
                    """
                    INSERT INTO a2a_task (task_id, account_id, environment, context_id, message_id,
                        message_hash, state, deadline_at, expires_at)
                    VALUES (:id, :account, :environment, :context, :message, :hash, :state,
                        now() + :limit * interval '1 millisecond',
                        now() + :kept * interval '1 second')
                    ON CONFLICT (account_id, environment, message_id) DO NOTHING
                    RETURNING updated_at
                    """),
                owner)
            .param("id", id.value())
            .param("context", context)
            .param("message", messageId.orElse(null))
            .param("hash", hash)
            .param("state", state.columnValue())
            .param("limit", callLimit.toMillis())
            .param("kept", keptFor.toSeconds())
            .query((row, _) -> row.getTimestamp(1).toInstant())
            .optional()
            .map(at -> new Task(id, context, state, Optional.empty(), at)));
  }

  /** The task of a message. */
  Optional<Started> startedBy(Owner owner, String messageId, byte[] hash) {
    return run(database ->
        owned(
                database.sql(
                    "SELECT "
                        + COLUMNS
                        + ", message_hash, envelope IS NULL AS unanswered"
                        + " FROM a2a_task WHERE"
                        + OWNED
                        + "AND message_id = :message"),
                owner)
            .param("message", messageId)
            .query((row, number) -> {
              Task task = read(row, number);
              return new Started(
                  task,
                  Arrays.equals(row.getBytes("message_hash"), hash),
                  task.state() == TaskState.FAILED && row.getBoolean("unanswered"));
            })
            .optional());
  }

  Optional<Task> find(Owner owner, TaskId id) {
    return run(database ->
        owned(
                database.sql(
                    "SELECT " + COLUMNS + " FROM a2a_task WHERE task_id = :id AND" + OWNED),
                owner)
            .param("id", id.value())
            .query(TaskTable::read)
            .optional());
  }

  /**
   * Lets a task that waits for input run.
   *
   * @return empty when it does not wait for input, and when the message already has a task
   */
  Optional<Task> resume(Owner owner, TaskId id, String messageId, byte[] hash) {
    try {
      return run(database ->
          owned(
                  database.sql(
                      """
                      UPDATE a2a_task
                      SET state = 'working', message_id = :message, message_hash = :hash,
                          deadline_at = now() + :limit * interval '1 millisecond',
                          expires_at = now() + :kept * interval '1 second', updated_at = now()
                      WHERE task_id = :id AND state = 'input_required' AND %s RETURNING %s
                      """
                          .formatted(OWNED, COLUMNS)),
                  owner)
              .param("id", id.value())
              .param("message", messageId)
              .param("hash", hash)
              .param("limit", callLimit.toMillis())
              .param("kept", keptFor.toSeconds())
              .query(TaskTable::read)
              .optional());
    } catch (DuplicateKeyException e) {
      return Optional.empty();
    }
  }

  /**
   * Ends a running task as {@code ended} says.
   *
   * @param forgetMessage nothing reached a provider: the message may start another task
   * @return when; empty when it runs no more
   */
  Optional<Instant> finish(Owner owner, Task ended, boolean forgetMessage) {
    TaskOutcome outcome = ended.outcome().orElseThrow();
    return run(database ->
        owned(
                database.sql(
                    """
                    UPDATE a2a_task
                    SET state = :state, envelope = :envelope, billing = :billing,
                        message_id = CASE WHEN :forget THEN NULL ELSE message_id END,
                        expires_at = now() + :kept * interval '1 second', updated_at = now()
                    WHERE task_id = :id AND state = 'working' AND deadline_at > now() AND %s
                    RETURNING updated_at
                    """
                        .formatted(OWNED)),
                owner)
            .param("id", ended.id().value())
            .param("state", ended.state().columnValue())
            .param("envelope", outcome.envelope().orElseThrow())
            .param("billing", outcome.billing())
            .param("forget", forgetMessage)
            .param("kept", keptFor.toSeconds())
            .query((row, _) -> row.getTimestamp(1).toInstant())
            .optional());
  }

  /**
   * Removes what was kept for long enough.
   *
   * @return how many
   */
  int removeExpired() {
    return run(database -> database.sql("DELETE FROM a2a_task WHERE expires_at < now()").update());
  }

  /** Runs a statement; a database that cannot answer is {@code ledger_unavailable}. */
  <T extends @Nullable Object> T run(Function<JdbcClient, T> statement) {
    try {
      return statement.apply(jdbc);
    } catch (DuplicateKeyException e) {
      throw e;
    } catch (DataAccessException e) {
      LOG.atWarn().setCause(e).log("a statement on tasks failed");
      throw new GatewayException(
          ErrorCode.LEDGER_UNAVAILABLE, "Tasks cannot be read or kept at the moment. Try again.");
    }
  }

  static StatementSpec owned(StatementSpec statement, Owner owner) {
    return statement
        .param("account", owner.account().value())
        .param("environment", owner.environment().wireName());
  }

  static Task read(ResultSet row, int number) throws SQLException {
    TaskState state = TaskState.ofColumn(row.getString("state_now"));
    Optional<String> envelope = Optional.ofNullable(row.getString("envelope"));
    Optional<TaskOutcome> outcome =
        Optional.ofNullable(row.getString("billing"))
            .map(billing -> new TaskOutcome(envelope, billing));
    return new Task(
        new TaskId(row.getObject("task_id", UUID.class)),
        row.getString("context_id"),
        state,
        outcome.isEmpty() && state == TaskState.FAILED ? Optional.of(TaskOutcome.UNKNOWN) : outcome,
        row.getTimestamp("updated_at").toInstant());
  }
}
