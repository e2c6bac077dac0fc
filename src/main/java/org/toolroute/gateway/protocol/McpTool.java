package org.toolroute.gateway.protocol;

import org.toolroute.gateway.catalog.Effect;
import org.toolroute.gateway.catalog.Operation;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation as a {@code Tool} of the Model Context Protocol, revision 2025-06-18 and later:
 * {@code {"name","title","description","inputSchema","outputSchema","annotations"}}.
 */
public final class McpTool {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private McpTool() {}

  /** The whole tool, as {@code tools/list} has it. */
  public static ObjectNode of(Operation operation) {
    ObjectNode tool = described(operation);
    tool.set("inputSchema", operation.inputSchema());
    tool.set("outputSchema", envelope());
    tool.set("annotations", annotations(operation));
    return tool;
  }

  /** The name and what it is for. */
  public static ObjectNode described(Operation operation) {
    return JSON.objectNode()
        .put("name", operation.name().functionName())
        .put("title", operation.title())
        .put("description", operation.description().strip());
  }

  /** The hints that the provider's description gives. */
  public static ObjectNode annotations(Operation operation) {
    return JSON.objectNode()
        .put("readOnlyHint", operation.effect() == Effect.READ)
        .put("destructiveHint", operation.hints().destructive())
        .put("idempotentHint", operation.hints().idempotent())
        .put("openWorldHint", operation.hints().openWorld());
  }

  /**
   * The schema of every call's envelope. The result is the provider's own, so it is not described;
   * clients check failed calls against it as well, so it names both members.
   */
  private static ObjectNode envelope() {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode members = schema.putObject("properties");
    members.putObject("id").put("type", "string");
    members.putObject("result").put("description", "The provider's answer");
    members.putObject("error").put("type", "object");
    members.set("billing", billing());
    schema.putArray("required").add("id").add("billing");
    return schema;
  }

  private static ObjectNode billing() {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode members = schema.putObject("properties");
    members.putObject("mode").putArray("enum").add("byok").add("credits").add("free").addNull();
    // Null where only the books can say what was charged.
    ObjectNode charged = members.putObject("credits_charged").put("minimum", 0);
    charged.putArray("type").add("number").add("null");
    members.putObject("provider").putArray("type").add("string").add("null");
    members.putObject("adjustments").put("type", "array").putObject("items").put("type", "string");
    schema.putArray("required").add("mode").add("credits_charged").add("provider");
    schema.put("additionalProperties", false);
    return schema;
  }
}
