package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a schema for OpenAI's strict mode: every member required, with {@code null} in the place of
 * one that is left out ({@link NullRemoval} takes those nulls away again), and without the
 * constraints that strict mode does not know. The call is still checked against all of them.
 */
final class StrictRewrite {
  private static final Set<String> CONSTRAINTS_LEFT_OUT =
      Set.of(
          "minLength",
          "maxLength",
          "format",
          "default",
          "examples",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "dependentRequired");

  private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

  private final InputSchema schema;
  private boolean ambiguous;

  private StrictRewrite(InputSchema schema) {
    this.schema = schema;
  }

  /** The rewritten schema, or empty when strict mode cannot express it. */
  static Optional<ObjectNode> of(ObjectNode schema) {
    StrictRewrite rewrite = new StrictRewrite(new InputSchema(schema));
    ObjectNode rewritten = rewrite.strict(schema);
    return Optional.of(rewritten).filter(_ -> !rewrite.ambiguous).filter(StrictSubset::ofOpenAi);
  }

  private ObjectNode strict(JsonNode original) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (original.has("$ref")) {
      return copy.set("$ref", original.path("$ref"));
    }
    original.forEachEntry((keyword, value) -> {
      if (!CONSTRAINTS_LEFT_OUT.contains(keyword)) {
        copy.set(keyword, keyword(keyword, value));
      }
    });
    if (original.has("properties")) {
      requireAll(original, copy);
    }
    if (original.has("anyOf")) {
      ambiguous |= schema.alternatives(original, "object").size() > 1;
      ambiguous |= schema.alternatives(original, "array").size() > 1;
    }
    typeOfConstant(original).ifPresent(type -> copy.put("type", type));
    return copy;
  }

  private JsonNode keyword(String keyword, JsonNode value) {
    return switch (keyword) {
      case "$defs" -> {
        ObjectNode definitions = JsonNodeFactory.instance.objectNode();
        value.forEachEntry((name, definition) -> definitions.set(name, childOf(definition)));
        yield definitions;
      }
      case "anyOf" -> {
        ArrayNode branches = JsonNodeFactory.instance.arrayNode();
        value.forEach(branch -> branches.add(childOf(branch)));
        yield branches;
      }
      case "items" -> childOf(value);
      default -> value;
    };
  }

  /** A schema that is {@code true} or {@code false} stays, and does not qualify. */
  private JsonNode childOf(JsonNode child) {
    return child.isObject() ? strict(child) : child;
  }

  private void requireAll(JsonNode original, ObjectNode copy) {
    ObjectNode members = copy.putObject("properties");
    ArrayNode required = copy.putArray("required");
    original
        .path("properties")
        .forEachEntry((name, member) -> {
          boolean nullable = !schema.isRequired(original, name) && !schema.allowsNull(member);
          members.set(name, nullable ? nullable(childOf(member)) : childOf(member));
          required.add(name);
        });
  }

  private static JsonNode nullable(JsonNode member) {
    if (!(member instanceof ObjectNode one)) {
      return member;
    }
    List<String> types = InputSchema.types(one);
    if (types.size() == 1
        && SCALARS.contains(types.getFirst())
        && !one.has("enum")
        && !one.has("const")) {
      one.putArray("type").add(types.getFirst()).add("null");
      return one;
    }
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    Optional.ofNullable(one.remove("description"))
        .ifPresent(description -> either.set("description", description));
    either.putArray("anyOf").add(one).addObject().put("type", "null");
    return either;
  }

  /** Strict mode wants a type beside every constant. */
  private static Optional<String> typeOfConstant(JsonNode original) {
    JsonNode constant = original.path("const");
    if (constant.isMissingNode() || original.has("type")) {
      return Optional.empty();
    }
    return switch (constant.getNodeType()) {
      case STRING -> Optional.of("string");
      case BOOLEAN -> Optional.of("boolean");
      case NUMBER -> Optional.of("number");
      case NULL -> Optional.of("null");
      case ARRAY, BINARY, MISSING, OBJECT, POJO -> Optional.empty();
    };
  }
}
