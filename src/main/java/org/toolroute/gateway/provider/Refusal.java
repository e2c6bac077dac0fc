package org.toolroute.gateway.provider;

import org.toolroute.gateway.catalog.Violation;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Words what a schema cannot say about an input, in the form of a schema violation. */
final class Refusal {
  private Refusal() {}

  static GatewayException of(String pointer, String message) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.putArray("violations").add(new Violation(pointer, message).toJson());
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "a value cannot be sent to the provider", details);
  }
}
