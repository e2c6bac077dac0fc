package org.toolroute.gateway.protocol.mcp;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the gateway names itself ({@code Implementation} of the specification). */
public final class ServerInfo {
  private ServerInfo() {}

  public static ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", "toolroute-gateway")
        .put("title", "Toolroute Gateway")
        .put(
            "version",
            Optional.ofNullable(ServerInfo.class.getPackage().getImplementationVersion())
                .orElse("development"));
  }
}
