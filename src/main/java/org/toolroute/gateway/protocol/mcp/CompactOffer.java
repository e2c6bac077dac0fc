package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code /mcp/compact} offers: three tools that lead to all others, for models with little
 * room. Its list is the same for every key and never changes.
 */
final class CompactOffer implements McpOffer {
  private static final String TOOLS =
      """
      "tools":[\
      {"name":"search_tools","title":"Search tools",\
      "description":"Finds tools by words. Answers with names and descriptions; then use \
      describe_tool and call_tool.",\
      "inputSchema":{"type":"object","properties":{\
      "query":{"type":"string","minLength":1,"maxLength":200,"description":"What you want to do"},\
      "limit":{"type":"integer","minimum":1,"maximum":25,"default":8}},\
      "required":["query"],"additionalProperties":false},\
      "annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,\
      "openWorldHint":false}},\
      {"name":"describe_tool","title":"Describe a tool",\
      "description":"The input schema of a tool, which its call has to fit.",\
      "inputSchema":{"type":"object","properties":{\
      "name":{"type":"string","maxLength":200,"description":"A name that search_tools gave"}},\
      "required":["name"],"additionalProperties":false},\
      "annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,\
      "openWorldHint":false}},\
      {"name":"call_tool","title":"Call a tool",\
      "description":"Calls a tool with arguments that fit its schema. The answer holds result, or \
      error with a code, and billing.",\
      "inputSchema":{"type":"object","properties":{\
      "name":{"type":"string","maxLength":200},"arguments":{"type":"object"}},\
      "required":["name","arguments"],"additionalProperties":false},\
      "annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,\
      "openWorldHint":true}}]\
      """;

  private final McpMethod list = (_, _) -> new McpResult.Ready(TOOLS.getBytes(UTF_8));
  private final McpMethod call;

  CompactOffer(McpMethod call) {
    this.call = call;
  }

  @Override
  public ObjectNode capabilities() {
    ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
    capabilities.putObject("tools");
    return capabilities;
  }

  @Override
  public String instructions() {
    return "Many tools behind three: search_tools finds them by words, describe_tool gives the"
        + " input schema of one, call_tool calls it.";
  }

  @Override
  public Optional<McpMethod> method(String name) {
    return switch (name) {
      case "tools/list" -> Optional.of(list);
      case "tools/call" -> Optional.of(call);
      default -> Optional.empty();
    };
  }
}
