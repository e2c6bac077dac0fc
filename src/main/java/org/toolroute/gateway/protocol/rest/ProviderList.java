package org.toolroute.gateway.protocol.rest;

import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.shared.Environment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/v1/providers}: for anybody, what there is, what it costs, who can pay how. */
final class ProviderList {
  private final Catalog catalog;
  private final PublishedTools published;
  private final KeyRing keyRing;

  ProviderList(Catalog catalog, PublishedTools published, KeyRing keyRing) {
    this.catalog = catalog;
    this.published = published;
    this.keyRing = keyRing;
  }

  /** All published providers; there are few, so the list is not cut. */
  RestAnswer list(RestRequest request) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode data = node.putArray("data");
    catalog.providers().stream()
        .filter(provider -> published.isPublished(provider.id()))
        .forEach(provider -> data.add(write(provider)));
    node.putNull("next_cursor");
    return RestAnswer.ok(node);
  }

  private ObjectNode write(Provider provider) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("provider", provider.id().value());
    node.put("title", provider.title());
    node.put("description", provider.description());
    node.put("category", provider.category());
    node.put("free", provider.free());
    node.put("byok", !provider.free());
    node.put("credits", !provider.free() && keyRing.hasSharedKey(Environment.LIVE, provider));
    ArrayNode operations = node.putArray("operations");
    provider.operations().values().forEach(operation -> operations.add(write(operation)));
    return node;
  }

  private static ObjectNode write(Operation operation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", operation.name().functionName());
    node.put("operation", operation.name().operation());
    node.put("title", operation.title());
    node.put("effect", operation.effect().wireName());
    node.put("byok_only", operation.byokOnly());
    node.set("price", operation.price().definition());
    return node;
  }
}
