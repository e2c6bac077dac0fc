package org.toolroute.gateway.protocol.mcp;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All tools that a key may call, each with its schema: what {@code /mcp} offers. */
final class ToolsOffer implements McpOffer {
  private final McpMethod list;
  private final McpMethod call;

  ToolsOffer(McpMethod list, McpMethod call) {
    this.list = list;
    this.call = call;
  }

  @Override
  public ObjectNode capabilities() {
    ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
    capabilities.putObject("tools").put("listChanged", true);
    return capabilities;
  }

  @Override
  public String instructions() {
    return "Each tool is one operation of a provider, named provider__operation. A result holds the"
        + " provider's answer in result and what the call cost in billing; a failed call holds"
        + " error with a code and costs nothing.";
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
