package org.toolroute.gateway.protocol.rest;

import java.util.function.Function;
import org.toolroute.gateway.shared.Page;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes lists: {@code {"data":[…],"next_cursor":null}}. */
public final class PageJson {

  private PageJson() {}

  public static <T> ObjectNode write(Page<T> page, Function<T, ObjectNode> row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode data = node.putArray("data");
    page.data().forEach(element -> data.add(row.apply(element)));
    node.put("next_cursor", page.nextCursor().orElse(null));
    return node;
  }
}
