package org.toolroute.gateway.provider.transport;

import java.util.Optional;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.execution.UpstreamFailure.Outage;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The ways in which a request fails before there is a complete answer. */
public final class TransportFailure {

  private TransportFailure() {}

  public static Outage timeout() {
    return outage(
        ErrorCode.PROVIDER_TIMEOUT, "The provider did not answer within the time allowed.", true);
  }

  public static Outage notReached() {
    return outage(ErrorCode.PROVIDER_UNAVAILABLE, "The provider cannot be reached.", false);
  }

  /** The gateway's own limit, which says nothing about the provider. */
  static UpstreamFailure noConnection() {
    return new UpstreamFailure(
        ErrorCode.PROVIDER_UNAVAILABLE,
        ErrorCode.PROVIDER_UNAVAILABLE.httpStatus(),
        "All of the gateway's connections to the provider are in use, and none became free in"
            + " time; nothing was sent.",
        JsonNodeFactory.instance
            .objectNode()
            .put("limit", "upstream_connections")
            .put("retry_after", 1),
        false,
        Optional.empty());
  }

  static Outage broken() {
    return outage(
        ErrorCode.PROVIDER_ERROR, "The provider's answer broke off or cannot be read.", true);
  }

  static Outage tooLarge(int bytesMax) {
    return outage(
        ErrorCode.PROVIDER_ERROR,
        "The provider's answer is larger than " + bytesMax + " bytes.",
        true);
  }

  private static Outage outage(ErrorCode code, String message, boolean reached) {
    return new Outage(
        code, message, JsonNodeFactory.instance.objectNode(), reached, Optional.empty());
  }
}
