package org.toolroute.gateway.sandbox;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes members of JSON objects that are named by a pointer. */
final class Members {

  private Members() {}

  /**
   * Sets the member at {@code at}, with the objects on the way to it. A pointer that leads through
   * a list or a scalar is left alone.
   */
  static void set(ObjectNode root, JsonPointer at, JsonNode value) {
    ObjectNode parent = root;
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      String name = rest.getMatchingProperty();
      if (rest.tail().matches()) {
        parent.set(name, value);
        return;
      }
      JsonNode child = parent.path(name);
      if (child.isMissingNode()) {
        parent = parent.putObject(name);
      } else if (child instanceof ObjectNode object) {
        parent = object;
      } else {
        return;
      }
    }
  }

  static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  static JsonNode number(long number) {
    return JsonNodeFactory.instance.numberNode(number);
  }
}
