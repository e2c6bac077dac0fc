package org.toolroute.gateway.execution;

import java.time.Instant;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool call that was admitted: the operation exists, the caller may call it, the input fits its
 * schema. The one record that travels through a provider's route.
 *
 * @param input as the caller sent it; never changed, {@link CallPlan#input()} is what is sent
 * @param deadline after which the upstream call is given up
 * @param presence whether the caller still waits when the call is about to be sent
 */
public record ToolCall(
    CallId id,
    Caller caller,
    Protocol protocol,
    Provider provider,
    Operation operation,
    ObjectNode input,
    Instant startedAt,
    Instant deadline,
    CallerPresence presence) {

  /** The world in which the call runs. */
  public Environment environment() {
    return caller.environment();
  }

  /** What the ledger is told about the call. */
  public BilledCall billed() {
    return new BilledCall(
        id,
        caller.account(),
        caller.environment(),
        caller.key(),
        operation.name(),
        protocol.wireName());
  }

  @Override
  public String toString() {
    return "ToolCall[" + id + " " + operation.name() + "]";
  }
}
