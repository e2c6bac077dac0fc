package org.toolroute.gateway.protocol.mcp;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a server offers at one path, on top of what the protocol itself demands. */
public interface McpOffer {
  /** {@code ServerCapabilities} as on the wire, for example {@code {"tools":{}}}; a new copy. */
  ObjectNode capabilities();

  /** What a model should know before it uses any of it. */
  String instructions();

  /** The method of that name, for example {@code tools/list}. */
  Optional<McpMethod> method(String name);

  /** Takes a message that asks for no answer: a notification or a response. */
  default void hear(ObjectNode message) {}
}
