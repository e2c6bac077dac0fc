package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;
import java.util.UUID;
import org.toolroute.gateway.protocol.a2a.TaskTable.Started;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Finds or makes the task of a message. A message that was sent before has its task already; a new
 * one gets a task, or goes on with the one that it names.
 */
final class TaskStart {
  private final TaskTable table;

  TaskStart(TaskTable table) {
    this.table = table;
  }

  /**
   * A task for a message.
   *
   * @param fresh this message made it run, so whoever asked runs it
   */
  record Begun(Task task, boolean fresh) {}

  /**
   * Begins.
   *
   * @throws A2aException when the message names a task that does not exist or takes no input
   * @throws GatewayException {@code idempotency_mismatch} when the message names a task and has
   *     another already
   */
  Begun begin(Owner owner, SendRequest request) {
    Message message = request.message();
    return message.task().isPresent()
        ? goOn(owner, message, request.ask(), message.task().get())
        : begin(owner, message, request.ask());
  }

  private Begun begin(Owner owner, Message message, Ask ask) {
    String context = message.context().orElseGet(() -> UUID.randomUUID().toString());
    byte[] hash = message.hash();
    TaskState state =
        switch (ask) {
          case Ask.Call _ -> TaskState.WORKING;
          case Ask.Prose _ -> TaskState.INPUT_REQUIRED;
        };
    return table
        .add(owner, context, state, Optional.of(message.id()), hash)
        .map(task -> new Begun(task, true))
        .or(() -> sameAsBefore(owner, message, hash))
        // Another message under the same name, or one whose gateway died. Its task has no claim to
        // the name; whether the call may run is for its idempotency key to say.
        .orElseGet(() ->
            new Begun(
                table.add(owner, context, state, Optional.empty(), hash).orElseThrow(), true));
  }

  private Optional<Begun> sameAsBefore(Owner owner, Message message, byte[] hash) {
    return table
        .startedBy(owner, message.id(), hash)
        .filter(started -> started.sameMessage() && !started.lost())
        .map(Started::task)
        .map(task -> new Begun(task, false));
  }

  private Begun goOn(Owner owner, Message message, Ask ask, String name) {
    TaskId id = TaskId.parse(name).orElseThrow(A2aException::taskNotFound);
    Task task = table.find(owner, id).orElseThrow(A2aException::taskNotFound);
    requireContext(message, task);
    byte[] hash = message.hash();
    Optional<Begun> repeated = repeated(owner, message, hash, id);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    if (task.state() != TaskState.INPUT_REQUIRED) {
      throw takesNoInput();
    }
    return switch (ask) {
      case Ask.Prose _ -> new Begun(task, false);
      case Ask.Call _ ->
          table
              .resume(owner, id, message.id(), hash)
              .map(running -> new Begun(running, true))
              .or(() -> repeated(owner, message, hash, id))
              .orElseThrow(TaskStart::takesNoInput);
    };
  }

  /**
   * The task {@code id}, when this message made it run; empty for a message that is new.
   *
   * @throws GatewayException {@code idempotency_mismatch} for a message that has another task
   */
  private Optional<Begun> repeated(Owner owner, Message message, byte[] hash, TaskId id) {
    Optional<Started> started = table.startedBy(owner, message.id(), hash);
    if (started.filter(earlier -> !earlier.task().id().equals(id)).isPresent()) {
      throw new GatewayException(
          ErrorCode.IDEMPOTENCY_MISMATCH,
          "This messageId is that of another task's message; send a new one.");
    }
    return started
        .filter(earlier -> earlier.sameMessage() && !earlier.lost())
        .map(earlier -> new Begun(earlier.task(), false));
  }

  private static void requireContext(Message message, Task task) {
    if (message.context().filter(given -> !given.equals(task.context())).isPresent()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The contextId is not that of the task.");
    }
  }

  private static A2aException takesNoInput() {
    return new A2aException(
        A2aFault.UNSUPPORTED_OPERATION,
        "The task takes no message: it runs or is over. Send a message without taskId.");
  }
}
