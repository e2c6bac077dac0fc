package org.toolroute.gateway.catalog;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a successful answer becomes the result object.
 *
 * @param textAllowed whether {@code text/*} is expected beside JSON; it becomes {@code {"text": …}}
 * @param emptyAllowed whether an answer without a body is expected; it becomes {@code {}}
 * @param listAllowed whether a JSON array is expected beside an object; it becomes {@code {"data":
 *     […]}}. Any other JSON is garbage
 * @param redacted members that are other secrets and never leave the gateway
 */
public record ResultShape(
    boolean textAllowed, boolean emptyAllowed, boolean listAllowed, List<MemberPath> redacted) {
  /** The member that holds a text answer. */
  public static final String TEXT_MEMBER = "text";

  /** The member that holds an answer that is a list. */
  public static final String LIST_MEMBER = "data";

  public ResultShape {
    redacted = List.copyOf(redacted);
  }

  /** A JSON Schema that every result fits. */
  public ObjectNode schema() {
    return JsonNodeFactory.instance.objectNode().put("type", "object");
  }
}
