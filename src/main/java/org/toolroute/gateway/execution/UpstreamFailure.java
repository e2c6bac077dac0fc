package org.toolroute.gateway.execution;

import java.util.Optional;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that failed at the provider, or on the way there.
 *
 * <p>{@link Outage} is the sort that says something about the provider's health and that circuit
 * breakers count; a refused key or a rate limit of one account does not.
 */
public class UpstreamFailure extends GatewayException {
  private final transient Optional<Integer> upstreamStatus;
  private final boolean reached;

  /**
   * @param reached whether a byte of the request may have reached the provider
   * @param upstreamStatus the provider's HTTP status, empty when it never answered
   */
  public UpstreamFailure(
      ErrorCode code,
      int status,
      String message,
      ObjectNode details,
      boolean reached,
      Optional<Integer> upstreamStatus) {
    super(code, status, message, details);
    this.reached = reached;
    this.upstreamStatus = upstreamStatus;
  }

  public boolean reached() {
    return reached;
  }

  public Optional<Integer> upstreamStatus() {
    return upstreamStatus;
  }

  /** No connection, no answer in time, a server error or garbage. */
  public static final class Outage extends UpstreamFailure {
    public Outage(
        ErrorCode code,
        String message,
        ObjectNode details,
        boolean reached,
        Optional<Integer> upstreamStatus) {
      super(code, code.httpStatus(), message, details, reached, upstreamStatus);
    }
  }
}
