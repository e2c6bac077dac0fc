package org.toolroute.gateway.protocol.a2a;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.CallerPresence;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Runs the call of a task to its end, and keeps how it ended; or cancels it before it sets out. */
final class TaskRun {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);

  private final ToolExecution execution;
  private final TaskTable table;
  private final Cancellation cancellation;
  private final TaskSignals signals;

  TaskRun(
      ToolExecution execution, TaskTable table, Cancellation cancellation, TaskSignals signals) {
    this.execution = execution;
    this.table = table;
    this.cancellation = cancellation;
    this.signals = signals;
  }

  /** A task outlives its caller's connection: only canceling it gives its call up. */
  CallerPresence presence(Owner owner, Task task) {
    return () -> !cancellation.setOut(owner, task.id());
  }

  /**
   * Cancels a task.
   *
   * @return empty when it is too late
   */
  Optional<Task> cancel(Owner owner, Task task) {
    Optional<Task> canceled = cancellation.cancel(owner, task.id());
    canceled.ifPresent(_ -> signals.changed(task.id()));
    return canceled;
  }

  Task run(Owner owner, Task task, ToolRequest request) {
    CallOutcome outcome = execution.executeAdmitted(request);
    Task ended = task.in(state(outcome), Optional.of(TaskOutcome.of(outcome)), task.updatedAt());
    return keep(owner, ended, outcome).orElse(ended);
  }

  /**
   * The task as it is kept, which is canceled where that came first. What happened has happened:
   * the caller is told so, also when it cannot be kept.
   */
  private Optional<Task> keep(Owner owner, Task ended, CallOutcome outcome) {
    boolean untouched = outcome instanceof CallOutcome.Failed failure && !failure.reached();
    try {
      Optional<Instant> at = table.finish(owner, ended, untouched);
      signals.changed(ended.id());
      return at.map(ended::at).or(() -> canceled(owner, ended.id()));
    } catch (GatewayException e) {
      LOG.atWarn()
          .addKeyValue("callId", outcome.id())
          .addKeyValue("error", e.code())
          .log("the end of a task could not be kept");
      return Optional.empty();
    }
  }

  private Optional<Task> canceled(Owner owner, TaskId id) {
    return table.find(owner, id).filter(task -> task.state() == TaskState.CANCELED);
  }

  private static TaskState state(CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Succeeded _ -> TaskState.COMPLETED;
      case CallOutcome.Failed failure ->
          isRejection(failure.problem().code()) ? TaskState.REJECTED : TaskState.FAILED;
    };
  }

  /** Whether the request as it is can never be served, so that it was not even tried. */
  private static boolean isRejection(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST,
          UNKNOWN_TOOL,
          UNKNOWN_OPERATION,
          TOOL_NOT_ALLOWED,
          REQUEST_TOO_LARGE,
          STREAMING_NOT_SUPPORTED,
          IDEMPOTENCY_MISMATCH,
          PRICE_NOT_SET ->
          true;
      case INVALID_API_KEY,
          BYOK_KEY_REJECTED,
          INSUFFICIENT_CREDITS,
          ACCOUNT_FROZEN,
          PROVIDER_PERMISSION_DENIED,
          BYOK_REQUIRED,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          IDEMPOTENCY_IN_PROGRESS,
          OUTCOME_UNKNOWN,
          CONFLICT,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID_KEY_FORMAT,
          PROVIDER_REJECTED_INPUT,
          RATE_LIMITED,
          PROVIDER_RATE_LIMITED,
          PROVIDER_QUOTA_EXHAUSTED,
          CANCELED,
          INTERNAL_ERROR,
          BYOK_KEY_UNREADABLE,
          PROVIDER_ERROR,
          SHARED_KEY_REJECTED,
          PROVIDER_UNAVAILABLE,
          SECRETS_UNAVAILABLE,
          LEDGER_UNAVAILABLE,
          PROVIDER_TIMEOUT ->
          false;
    };
  }
}
