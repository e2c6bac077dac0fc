package org.toolroute.gateway.execution;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * An {@link Error} in one step of a call: no memory for an answer, a stack that was too deep. The
 * call ends there as any other failed call; what it had allocated is free again, and the gateway
 * goes on. Says nothing about the provider.
 */
public final class BrokenStepException extends GatewayException {
  private final Error error;

  public BrokenStepException(Error error) {
    super(
        ErrorCode.INTERNAL_ERROR,
        "The gateway failed. What the call was charged is in its receipt.");
    this.error = error;
  }

  /** What happened, for the operator's log. */
  Error error() {
    return error;
  }
}
