package org.toolroute.gateway.protocol.functions;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells whether a schema is within what a model's API takes with {@code strict: true}. Stricter
 * than the API where its documentation is vague, because one schema outside of the subset has the
 * whole request refused.
 */
final class StrictSubset {
  private static final int PROPERTIES_MAX = 5_000;
  private static final int LEVELS_MAX = 10;
  private static final int ENUM_VALUES_MAX = 1_000;
  private static final int LENGTH_MAX = 120_000;

  private static final Set<String> ANTHROPIC =
      Set.of(
          "type",
          "title",
          "description",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "const",
          "anyOf",
          "$defs",
          "$ref");

  /** Those and some constraints: OpenAI's guide to Structured Outputs, "Supported schemas". */
  private static final Set<String> OPENAI =
      Stream.concat(
              ANTHROPIC.stream(),
              Stream.of(
                  "pattern",
                  "minimum",
                  "maximum",
                  "exclusiveMinimum",
                  "exclusiveMaximum",
                  "minItems",
                  "maxItems"))
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> keywords;
  private int properties;
  private int enumValues;

  private StrictSubset(Set<String> keywords) {
    this.keywords = keywords;
  }

  static boolean ofOpenAi(ObjectNode schema) {
    return new StrictSubset(OPENAI).holds(schema);
  }

  static boolean ofAnthropic(ObjectNode schema) {
    return new StrictSubset(ANTHROPIC).holds(schema);
  }

  private boolean holds(ObjectNode schema) {
    return schema.path("type").asString("").equals("object")
        && !schema.has("anyOf")
        && fits(schema, 1)
        && properties <= PROPERTIES_MAX
        && enumValues <= ENUM_VALUES_MAX
        && schema.toString().length() <= LENGTH_MAX;
  }

  private boolean fits(JsonNode node, int level) {
    if (!(node instanceof ObjectNode schema)
        || level > LEVELS_MAX
        || !keywords.containsAll(schema.propertyNames())) {
      return false;
    }
    if (schema.has("$ref")) {
      return schema.size() == 1;
    }
    enumValues += schema.path("enum").size();
    return (schema.has("type") || schema.has("anyOf"))
        && isClosed(schema)
        && (!mayBe(schema, "array") || schema.has("items"))
        && childrenFit(schema, level);
  }

  /** An object lists its members, requires all of them and takes no others. */
  private boolean isClosed(ObjectNode schema) {
    if (!mayBe(schema, "object") && !schema.has("properties")) {
      return true;
    }
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    JsonNode members = schema.path("properties");
    properties += members.size();
    return members.isObject()
        && schema.path("required").isArray()
        && schema.path("additionalProperties").isBoolean()
        && !schema.path("additionalProperties").booleanValue()
        && required.equals(Set.copyOf(members.propertyNames()));
  }

  private boolean childrenFit(ObjectNode schema, int level) {
    return allFit(schema.path("properties"), level + 1)
        && allFit(schema.path("$defs"), level + 1)
        && allFit(schema.path("anyOf"), level)
        && (!schema.has("items") || fits(schema.path("items"), level + 1));
  }

  private boolean allFit(JsonNode schemas, int level) {
    return schemas.valueStream().allMatch(schema -> fits(schema, level));
  }

  private static boolean mayBe(ObjectNode schema, String type) {
    JsonNode types = schema.path("type");
    return types.isArray()
        ? types.valueStream().anyMatch(one -> one.asString("").equals(type))
        : types.asString("").equals(type);
  }
}
