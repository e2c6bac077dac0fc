package org.toolroute.gateway.catalog;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place of an input that does not fit, without the caller's value.
 *
 * @param pointer JSON pointer into the input; empty for the input itself
 */
public record Violation(String pointer, String message) {

  /** {@code {"pointer": …, "message": …}}, as on the wire. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("pointer", pointer).put("message", message);
  }
}
