package org.toolroute.gateway.protocol.a2a;

import java.io.IOException;
import java.util.Optional;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.account.OpenStreams.Place;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.account.RateLimits.Admission;
import org.toolroute.gateway.execution.Protocol;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.protocol.OpenRequest;
import org.toolroute.gateway.protocol.a2a.TaskStart.Begun;
import org.toolroute.gateway.shared.GatewayException;

/**
 * What callers do with tasks (specification section 3.1), whatever the binding. Somebody else's
 * task is like none.
 */
final class Agent {
  private final TaskStart starts;
  private final TaskRun runs;
  private final TaskWatch watch;
  private final TaskTable table;
  private final TaskLists lists;
  private final BackgroundCalls background;
  private final RateLimits limits;
  private final OpenStreams streams;

  /**
   * @param limits those of calls: a message is let in as the call that it may bring, before there
   *     is a task, so that what a spent key tries leaves no rows
   */
  Agent(
      TaskStart starts,
      TaskRun runs,
      TaskWatch watch,
      TaskTable table,
      TaskLists lists,
      BackgroundCalls background,
      RateLimits limits,
      OpenStreams streams) {
    this.starts = starts;
    this.runs = runs;
    this.watch = watch;
    this.table = table;
    this.lists = lists;
    this.background = background;
    this.limits = limits;
    this.streams = streams;
  }

  /**
   * Sends a message.
   *
   * @param open the request, asked again before it is told what another message came to
   * @return the task: over, waiting for input, or running when the request does not wait
   * @throws GatewayException {@code rate_limited}, {@code account_frozen}, {@code
   *     idempotency_mismatch}, {@code ledger_unavailable}
   */
  Task send(Caller caller, OpenRequest open, String requestId, SendRequest request) {
    if (request.returnImmediately()) {
      return begin(caller, requestId, request);
    }
    Owner owner = Owner.of(caller);
    try (Admission _ = enter(caller)) {
      Begun begun = starts.begin(owner, request);
      return callOf(owner, begun, caller, requestId, request)
          .map(ready -> runs.run(owner, begun.task(), ready))
          .orElseGet(() -> watch.untilItRests(owner, begun.task(), open));
    }
  }

  /** Sends a message and tells what becomes of its task. */
  void stream(Caller caller, String requestId, SendRequest request, EventSink sink)
      throws IOException {
    try (Place _ = streams.open(caller)) {
      Task task = begin(caller, requestId, request);
      watch.follow(Owner.of(caller), task, true, sink);
    }
  }

  Task get(Caller caller, String id) {
    return find(Owner.of(caller), id);
  }

  TaskPage list(Caller caller, TaskQuery query) {
    return lists.list(Owner.of(caller), query);
  }

  /** A call that has set out for its provider runs on, and is charged. */
  Task cancel(Caller caller, String id) {
    Owner owner = Owner.of(caller);
    Task task = find(owner, id);
    return runs.cancel(owner, task)
        .orElseThrow(() ->
            new A2aException(
                A2aFault.TASK_NOT_CANCELABLE,
                "The task is over, or its call is on the way to the provider and runs to its end."));
  }

  /** Tells what becomes of a task from now on. */
  void subscribe(Caller caller, String id, EventSink sink) throws IOException {
    Owner owner = Owner.of(caller);
    Task task = find(owner, id);
    if (task.state().isTerminal()) {
      throw new A2aException(
          A2aFault.UNSUPPORTED_OPERATION, "The task is over; read it with GetTask.");
    }
    caller.requireNotFrozen();
    try (Place _ = streams.open(caller)) {
      watch.follow(owner, task, false, sink);
    }
  }

  private Task find(Owner owner, String id) {
    return TaskId.parse(id)
        .flatMap(known -> table.find(owner, known))
        .orElseThrow(A2aException::taskNotFound);
  }

  /** What is refused here leaves no task. */
  private Admission enter(Caller caller) {
    caller.requireNotFrozen();
    return limits.enter(caller);
  }

  /** The task of a message, whose call runs while nobody waits for it. */
  private Task begin(Caller caller, String requestId, SendRequest request) {
    Owner owner = Owner.of(caller);
    Admission admission = enter(caller);
    boolean handedOver = false;
    try {
      Begun begun = starts.begin(owner, request);
      Optional<ToolRequest> call = callOf(owner, begun, caller, requestId, request);
      if (call.isPresent()) {
        runInBackground(owner, begun.task(), call.get(), admission);
        handedOver = true;
      }
      return begun.task();
    } finally {
      if (!handedOver) {
        admission.close();
      }
    }
  }

  private void runInBackground(Owner owner, Task task, ToolRequest call, Admission admission) {
    background.run(() -> {
      try (admission) {
        runs.run(owner, task, call);
      }
    });
  }

  /** The call to run; empty when there is none, or when an earlier request runs it. */
  private Optional<ToolRequest> callOf(
      Owner owner, Begun begun, Caller caller, String requestId, SendRequest request) {
    if (!begun.fresh()) {
      return Optional.empty();
    }
    return switch (request.ask()) {
      case Ask.Prose _ -> Optional.empty();
      case Ask.Call call ->
          Optional.of(
              new ToolRequest(
                  caller,
                  Protocol.A2A,
                  requestId,
                  call.tool(),
                  call.operation(),
                  call.input(),
                  Optional.of(request.message().idempotencyKey()),
                  runs.presence(owner, begun.task())));
    };
  }
}
