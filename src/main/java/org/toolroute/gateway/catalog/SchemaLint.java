package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what is wrong with an input schema, and closes it: an object schema that lists its members
 * and does not say otherwise accepts no others, so that nothing unlisted reaches a provider.
 */
final class SchemaLint {
  /** Keywords whose value is one schema. */
  private static final Set<String> SCHEMA = Set.of("items", "additionalProperties", "not");

  /** Keywords whose value maps names to schemas. */
  private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "$defs");

  /** Keywords whose value is a list of schemas. */
  private static final Set<String> SCHEMAS = Set.of("anyOf", "oneOf");

  /**
   * Everything else that is understood. Left out on purpose: {@code allOf} (cannot be closed member
   * by member), {@code multipleOf} (dear with huge numbers), remote and dynamic references.
   */
  private static final Set<String> PLAIN =
      Set.of(
          "type",
          "title",
          "description",
          "default",
          "examples",
          "format",
          "required",
          "enum",
          "const",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength",
          "pattern",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "dependentRequired",
          "$ref");

  private static final String DEFINITION = "#/$defs/";

  private final ObjectNode root;
  private final Problems problems;

  SchemaLint(ObjectNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** The closed schema; what is wrong is added to the problems. */
  ObjectNode closed(String pointer) {
    if (!root.path("type").asString().equals("object") || !root.has("properties")) {
      problems.add(pointer, "an input schema is of type object and has properties");
    }
    if (root.has("additionalProperties")) {
      problems.add(pointer, "an input is closed: leave additionalProperties out");
    }
    visit(root, pointer, false);
    return root;
  }

  private void visit(JsonNode node, String pointer, boolean inDefinition) {
    if (node.isBoolean()) {
      return;
    }
    if (!(node instanceof ObjectNode schema)) {
      problems.add(pointer, "a schema is an object");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : Set.copyOf(schema.properties())) {
      keyword(entry.getKey(), entry.getValue(), pointer + "/" + entry.getKey(), inDefinition);
    }
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
  }

  private void keyword(String name, JsonNode value, String pointer, boolean inDefinition) {
    if (SCHEMA.contains(name)) {
      visit(value, pointer, inDefinition);
    } else if (SCHEMAS_BY_NAME.contains(name)) {
      boolean defining = inDefinition || name.equals("$defs");
      value.forEachEntry((member, schema) -> visit(schema, pointer + "/" + member, defining));
    } else if (SCHEMAS.contains(name)) {
      for (int i = 0; i < value.size(); i++) {
        visit(value.path(i), pointer + "/" + i, inDefinition);
      }
    } else if (name.equals("propertyNames")) {
      visit(value, pointer, inDefinition);
    } else if (!PLAIN.contains(name)) {
      problems.add(pointer, "this schema keyword is not supported here");
    } else if (name.equals("pattern")) {
      pattern(value, pointer);
    } else if (name.equals("$ref")) {
      reference(value, pointer, inDefinition);
    }
  }

  private void pattern(JsonNode value, String pointer) {
    try {
      Pattern.compile(value.asString());
    } catch (PatternSyntaxException notRe2) {
      problems.add(pointer, "not a pattern of RE2: look-around and back references are not");
    }
  }

  /** No references inside of definitions: they could go in circles. */
  private void reference(JsonNode value, String pointer, boolean inDefinition) {
    String target = value.asString();
    boolean defined =
        target.startsWith(DEFINITION)
            && root.path("$defs").has(target.substring(DEFINITION.length()));
    if (inDefinition || !defined) {
      problems.add(
          pointer,
          "a reference names an entry of $defs, " + DEFINITION + "…, from outside of $defs");
    }
  }
}
