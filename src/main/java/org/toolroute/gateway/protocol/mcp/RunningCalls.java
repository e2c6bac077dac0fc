package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.execution.ToolRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs calls beside the thread that answers, so that a client hears from a call that takes long,
 * and is missed when it goes away: the answer is then dropped, while a call that is on its way to
 * the provider runs to its end and is settled, since closing a stream must not make a call free.
 */
final class RunningCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningCalls.class);
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(30);

  private final ToolExecution execution;
  private final Duration interval;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param interval after which the client hears that the call still runs, and again each time
   */
  RunningCalls(ToolExecution execution, Duration interval) {
    this.execution = execution;
    this.interval = interval;
  }

  /**
   * Runs a call.
   *
   * @param progressToken under which the client wants to hear of progress
   * @throws IOException when the client is gone; the call goes on, unless it learns of that before
   *     it is sent
   */
  CallOutcome run(ToolRequest call, Optional<JsonNode> progressToken, McpStream stream)
      throws IOException {
    Future<CallOutcome> running = threads.submit(() -> execution.execute(call));
    for (long intervals = 1; ; intervals++) {
      try {
        return running.get(interval.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillRuns) {
        tell(progressToken, interval.multipliedBy(intervals), stream);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static void tell(Optional<JsonNode> token, Duration elapsed, McpStream stream)
      throws IOException {
    if (token.isPresent()) {
      stream.send(progress(token.get(), elapsed));
    } else {
      stream.keepAlive();
    }
  }

  /** How much is left only the provider knows, so there is no total. */
  private static ObjectNode progress(JsonNode token, Duration elapsed) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("jsonrpc", "2.0").put("method", "notifications/progress");
    ObjectNode params = message.putObject("params");
    params.set("progressToken", token);
    params.put("progress", elapsed.toMillis() / 1000.0);
    params.put("message", "The call has been running for " + elapsed.toSeconds() + " s.");
    return message;
  }

  /** Gives calls whose clients went away time to be settled; a hold left behind expires. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_AT_THE_END.toSeconds(), TimeUnit.SECONDS)) {
        LOG.atWarn().log("calls without a client still run when the gateway stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
