package org.toolroute.gateway.protocol.mcp;

import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lists of a server whose changes a client can be told of. */
enum ListKind {
  TOOLS,
  PROMPTS,
  RESOURCES;

  /** The member of {@code ServerCapabilities} that announces the list. */
  String capability() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The member of a subscription's filter, for example {@code toolsListChanged}. */
  String filter() {
    return capability() + "ListChanged";
  }

  /** The notification that the list changed, on the stream of that subscription. */
  ObjectNode notification(ObjectNode meta) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("jsonrpc", "2.0");
    message.put("method", "notifications/" + capability() + "/list_changed");
    message.putObject("params").set("_meta", meta);
    return message;
  }
}
