package org.toolroute.gateway.provider;

import java.util.List;
import org.toolroute.gateway.catalog.MemberPath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes the members out of an answer that a description calls secret. */
final class Redaction {
  static final String REDACTED = "[redacted]";

  private Redaction() {}

  /**
   * A copy with every such member replaced; the document itself when there are none to look for.
   */
  static JsonNode of(List<MemberPath> paths, JsonNode document) {
    if (paths.isEmpty()) {
      return document;
    }
    JsonNode copy = document.deepCopy();
    paths.forEach(path -> redact(copy, path, 0));
    return copy;
  }

  private static void redact(JsonNode node, MemberPath path, int step) {
    boolean last = step == path.steps().size() - 1;
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (path.matches(step, name)) {
          if (last) {
            object.put(name, REDACTED);
          } else {
            redact(object.path(name), path, step + 1);
          }
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (path.matches(step, Integer.toString(i))) {
          if (last) {
            array.set(i, JsonNodeFactory.instance.stringNode(REDACTED));
          } else {
            redact(array.path(i), path, step + 1);
          }
        }
      }
    }
  }
}
