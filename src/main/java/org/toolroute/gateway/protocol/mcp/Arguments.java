package org.toolroute.gateway.protocol.mcp;

import java.util.Set;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of one of the gateway's own tools, checked as they are read. */
record Arguments(ObjectNode json) {

  /**
   * Refuses what the tool does not take.
   *
   * @throws GatewayException {@code invalid_request}
   */
  Arguments requireOnly(Set<String> members) {
    if (!members.containsAll(json.propertyNames())) {
      throw refusal("Only these arguments are taken: " + String.join(", ", members) + ".");
    }
    return this;
  }

  String text(String name, int lengthMax) {
    JsonNode value = json.path(name);
    if (!value.isString()
        || value.stringValue().isBlank()
        || value.stringValue().length() > lengthMax) {
      throw refusal(name + " must be a text of 1 to " + lengthMax + " characters.");
    }
    return value.stringValue();
  }

  int count(String name, int otherwise, int max) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < 1 || value.intValue() > max) {
      throw refusal(name + " must be a whole number from 1 to " + max + ".");
    }
    return value.intValue();
  }

  ObjectNode object(String name) {
    JsonNode value = json.has(name) ? json.path(name) : JsonNodeFactory.instance.objectNode();
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw refusal(name + " must be a JSON object.");
  }

  private static GatewayException refusal(String message) {
    return new GatewayException(ErrorCode.INVALID_REQUEST, message);
  }
}
