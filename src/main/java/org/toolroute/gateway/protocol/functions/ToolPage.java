package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.function.Function;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.protocol.McpTool;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of the tool list: {@code {"data":[…],"next_cursor":…}}, and in the form of a model's API a
 * {@code warning} when more tools match than models take.
 */
final class ToolPage {
  /** The most tools that OpenAI takes in one request. */
  static final int MODEL_TOOLS_MAX = 128;

  private final List<Operation> matching;
  private final Page<Operation> page;

  /**
   * @param matching by provider and name
   */
  ToolPage(List<Operation> matching, PageRequest request) {
    this.matching = matching;
    List<Operation> rest = request.cursor().map(cursor -> after(matching, cursor)).orElse(matching);
    this.page = Page.cut(rest, request, operation -> operation.name().functionName());
  }

  /** In the gateway's own form. */
  ObjectNode catalogue(Function<Operation, ObjectNode> entry) {
    return envelope(each(entry));
  }

  /** {@code data} is what a client's {@code tools} parameter takes. */
  ObjectNode definitions(ToolFormat format, ToolDefinitions definitions) {
    ObjectNode list =
        envelope(
            switch (format) {
              case OPENAI -> each(definitions::openAi);
              case OPENAI_RESPONSES -> each(definitions::openAiResponses);
              case ANTHROPIC -> each(definitions::anthropic);
              case GEMINI -> ToolDefinitions.gemini(page.data());
              case MCP, CATALOG -> each(McpTool::of);
            });
    if (matching.size() > MODEL_TOOLS_MAX) {
      list.put(
          "warning",
          matching.size()
              + " tools match, and models take at most "
              + MODEL_TOOLS_MAX
              + " at once: name what you need with q, provider, category or tool.");
    }
    return list;
  }

  private ArrayNode each(Function<Operation, ObjectNode> form) {
    ArrayNode data = JsonNodeFactory.instance.arrayNode();
    page.data().forEach(operation -> data.add(form.apply(operation)));
    return data;
  }

  private ObjectNode envelope(ArrayNode data) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("data", data);
    node.put("next_cursor", page.nextCursor().orElse(null));
    return node;
  }

  /** A cursor is the name of the last tool before; that tool may be gone by now. */
  private static List<Operation> after(List<Operation> all, String cursor) {
    int split = cursor.indexOf("__");
    if (split < 1) {
      throw PageRequest.unknownCursor();
    }
    Position last = new Position(cursor.substring(0, split), cursor.substring(split + 2));
    return all.stream().filter(last::isBefore).toList();
  }

  /** A place in the list. */
  private record Position(String provider, String operation) {

    boolean isBefore(Operation other) {
      int providers = other.name().provider().value().compareTo(provider);
      return providers > 0 || (providers == 0 && other.name().operation().compareTo(operation) > 0);
    }
  }
}
