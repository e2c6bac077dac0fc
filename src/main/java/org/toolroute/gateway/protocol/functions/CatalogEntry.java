package org.toolroute.gateway.protocol.functions;

import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an operation in the gateway's own form, with what it costs and an example. */
final class CatalogEntry {

  private CatalogEntry() {}

  /** {@code {"name","provider","operation",…,"input_schema",…,"example":{"input","result"}}}. */
  static ObjectNode of(Provider provider, Operation operation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", operation.name().functionName());
    node.put("provider", provider.id().value());
    node.put("operation", operation.name().operation());
    node.put("title", operation.title());
    node.put("description", operation.description());
    node.put("category", provider.category());
    node.put("effect", operation.effect().wireName());
    node.set("input_schema", operation.inputSchema());
    node.set("output_schema", operation.result().schema());
    node.set("price", operation.price().definition());
    node.put("byok", !provider.free());
    node.put("byok_only", operation.byokOnly());
    node.put("free", provider.free());
    ObjectNode example = node.putObject("example");
    example.set("input", operation.example().input());
    example.set("result", operation.example().result());
    return node;
  }
}
