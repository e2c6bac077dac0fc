package org.toolroute.gateway.proof;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.toolroute.gateway.parts.GatewayClient.Reply;

/** A few callers that call again and again until this is closed; keeps what they got. */
final class Traffic implements AutoCloseable {
  private static final int CALLERS = 3;

  private record Call(long begunNanos, Reply reply) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean stopped;

  Traffic(Supplier<Reply> call) {
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.execute(() -> {
        while (!stopped) {
          long begun = System.nanoTime();
          calls.add(new Call(begun, call.get()));
        }
      });
    }
  }

  Stream<Reply> all() {
    return calls.stream().map(Call::reply);
  }

  long count(Predicate<Reply> which) {
    return all().filter(which).count();
  }

  /** The answers to calls that began at {@code nanos} of {@link System#nanoTime} or later. */
  Stream<Reply> begunSince(long nanos) {
    return calls.stream().filter(call -> call.begunNanos() - nanos >= 0).map(Call::reply);
  }

  @Override
  public void close() {
    stopped = true;
    callers.close();
  }
}
