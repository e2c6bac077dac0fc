package org.toolroute.gateway.protocol.functions;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions about an operation's input schema, as the catalogue closed it: references name entries
 * of {@code $defs} and do not go in circles.
 */
final class InputSchema {
  private final ObjectNode root;

  InputSchema(ObjectNode root) {
    this.root = root;
  }

  ObjectNode root() {
    return root;
  }

  /** The schema itself, or what its reference names. */
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? root.at(JsonPointer.compile(schema.path("$ref").asString().substring(1)))
        : schema;
  }

  boolean isRequired(JsonNode schema, String member) {
    return schema.path("required").valueStream().anyMatch(name -> name.asString("").equals(member));
  }

  /** Whether {@code null} may fit: by type, by a listed value, or by one of the alternatives. */
  boolean allowsNull(JsonNode reference) {
    JsonNode schema = resolved(reference);
    if (schema.has("enum")) {
      return schema.path("enum").valueStream().anyMatch(JsonNode::isNull);
    }
    if (schema.has("const")) {
      return schema.path("const").isNull();
    }
    if (schema.has("anyOf")) {
      return schema.path("anyOf").valueStream().anyMatch(this::allowsNull);
    }
    return !schema.has("type") || types(schema).contains("null");
  }

  /** The only alternative of {@code schema} that takes such a value, where there is just one. */
  JsonNode alternative(JsonNode schema, JsonNode value) {
    String type = value.isObject() ? "object" : "array";
    List<JsonNode> fitting = alternatives(schema, type);
    return requireNonNullElse(
        fitting.size() == 1 ? fitting.getFirst() : null, MissingNode.getInstance());
  }

  /** The alternatives of {@code schema} that take values of {@code type}. */
  List<JsonNode> alternatives(JsonNode schema, String type) {
    return schema
        .path("anyOf")
        .valueStream()
        .map(this::resolved)
        .filter(branch -> types(branch).contains(type))
        .toList();
  }

  /** The types that the schema names. */
  static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString).toList()
        : Optional.of(type.asString("")).filter(name -> !name.isEmpty()).stream().toList();
  }
}
