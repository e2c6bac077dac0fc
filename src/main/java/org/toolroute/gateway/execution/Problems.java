package org.toolroute.gateway.execution;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Turns whatever a route throws into the error that the caller gets. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** The caller's error; an unexpected throwable is logged and becomes {@code internal_error}. */
  public static GatewayException of(Throwable cause, CallId call) {
    return switch (cause) {
      case BrokenStepException broken -> {
        log(broken.error(), call);
        yield broken;
      }
      case GatewayException known -> known;
      case CallNotPermittedException ignored ->
          new GatewayException(
              ErrorCode.PROVIDER_UNAVAILABLE,
              "The provider has been failing and is not called for a moment; try again shortly.");
      default -> DatabaseFailure.of(cause).orElseGet(() -> internal(cause, call));
    };
  }

  private static GatewayException internal(Throwable cause, CallId call) {
    log(cause, call);
    return new GatewayException(
        ErrorCode.INTERNAL_ERROR,
        "The gateway failed. What the call was charged is in its receipt.");
  }

  private static void log(Throwable cause, CallId call) {
    LOG.atError().addKeyValue("callId", call).setCause(cause).log("a call failed unexpectedly");
  }
}
