package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.Set;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.protocol.McpTool;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/call} of the compact endpoint: the catalogue behind three tools. */
final class CompactTools implements McpMethod {
  private static final int QUERY_LENGTH_MAX = 200;
  private static final int NAME_LENGTH_MAX = 200;
  private static final int FOUND_DEFAULT = 8;
  private static final int FOUND_MAX = 25;

  private final ToolSearch search;
  private final CallTool callTool;

  CompactTools(ToolSearch search, CallTool callTool) {
    this.search = search;
    this.callTool = callTool;
  }

  @Override
  public McpResult answer(McpRequest request, McpStream stream) throws IOException {
    Arguments arguments = new Arguments(request.object("arguments"));
    try {
      return switch (request.text("name")) {
        case "search_tools" -> search(request, arguments.requireOnly(Set.of("query", "limit")));
        case "describe_tool" -> describe(request, arguments.requireOnly(Set.of("name")));
        case "call_tool" ->
            call(request, arguments.requireOnly(Set.of("name", "arguments")), stream);
        default -> throw McpError.invalidParams("There is no such tool here.", null);
      };
    } catch (GatewayException problem) {
      return CallResult.refused(problem);
    }
  }

  private McpResult search(McpRequest request, Arguments arguments) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = content.putArray("tools");
    search
        .find(
            request.caller(),
            arguments.text("query", QUERY_LENGTH_MAX),
            arguments.count("limit", FOUND_DEFAULT, FOUND_MAX))
        .forEach(operation -> tools.add(McpTool.described(operation)));
    return new McpResult.Fresh(CallResult.of(content, false));
  }

  private McpResult describe(McpRequest request, Arguments arguments) {
    Operation operation = search.named(request.caller(), arguments.text("name", NAME_LENGTH_MAX));
    ObjectNode tool = McpTool.described(operation);
    tool.set("inputSchema", operation.inputSchema());
    tool.set("annotations", McpTool.annotations(operation));
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.set("tool", tool);
    return new McpResult.Fresh(CallResult.of(content, false));
  }

  private McpResult call(McpRequest request, Arguments arguments, McpStream stream)
      throws IOException {
    return CallResult.of(
        callTool.outcome(
            request,
            arguments.text("name", NAME_LENGTH_MAX),
            arguments.object("arguments"),
            stream));
  }
}
