package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Unicode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What requests to the ledger must look like, and how they are refused. */
final class RequestRules {
  private static final int REFERENCE_LENGTH_MAX = 200;
  private static final int UNPROCESSABLE = 422;

  private RequestRules() {}

  static void checkAmount(Credits amount) {
    if (amount.isZero() || amount.compareTo(Credits.MOVEMENT_MAX) > 0) {
      throw refused(
          "amount", "The amount must be more than 0 and at most " + Credits.MOVEMENT_MAX + ".");
    }
  }

  static void checkReference(String reference) {
    if (reference.isBlank()
        || reference.length() > REFERENCE_LENGTH_MAX
        || reference.chars().anyMatch(Character::isISOControl)
        || !Unicode.isText(reference)) {
      throw refused("reference", "The reference must be 1 to 200 printable characters.");
    }
  }

  /** {@code invalid_request} (422) that names the field. */
  static GatewayException refused(String field, String message) {
    return new GatewayException(ErrorCode.INVALID_REQUEST, UNPROCESSABLE, message, details(field));
  }

  /** {@code invalid_request} (400) that names the parameter. */
  static GatewayException invalid(String field, String message) {
    return new GatewayException(ErrorCode.INVALID_REQUEST, message, details(field));
  }

  private static ObjectNode details(String field) {
    return JsonNodeFactory.instance.objectNode().put("field", field);
  }
}
