package org.toolroute.gateway.protocol.functions;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Undoes what {@link StrictRewrite} asked of the model: an optional member that is {@code null}
 * although the operation's own schema does not allow it is taken as left out. Only for operations
 * that the rewrite can express, whatever list the caller fetched; a null anywhere else stays and is
 * refused, or means what the schema says.
 */
final class NullRemoval {
  private final InputSchema schema;

  private NullRemoval(InputSchema schema) {
    this.schema = schema;
  }

  /** The input that the model meant; {@code input} itself stays as it is. */
  static ObjectNode apply(ObjectNode operationSchema, ObjectNode input) {
    boolean rewritten =
        holdsNull(input)
            && StrictRewrite.of(ModelSchema.withoutRootAlternatives(operationSchema)).isPresent();
    return rewritten
        ? new NullRemoval(new InputSchema(operationSchema)).object(operationSchema, input)
        : input;
  }

  /** Whether there is a null at all, at any depth. */
  static boolean holdsNull(JsonNode node) {
    return node.isNull()
        || (node.isContainer() && node.valueStream().anyMatch(NullRemoval::holdsNull));
  }

  private JsonNode clean(JsonNode reference, JsonNode value) {
    JsonNode form = schema.resolved(reference);
    if (value.isContainer() && form.has("anyOf") && !form.has("properties")) {
      return clean(schema.alternative(form, value), value);
    }
    return switch (value) {
      case ObjectNode object -> object(form, object);
      case ArrayNode array -> array(form, array);
      default -> value;
    };
  }

  private ObjectNode object(JsonNode form, ObjectNode value) {
    Set<String> known = Set.copyOf(form.path("properties").propertyNames());
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    value.forEachEntry((name, member) -> {
      JsonNode memberForm = form.path("properties").path(name);
      boolean leftOut =
          member.isNull()
              && known.contains(name)
              && !schema.isRequired(form, name)
              && !schema.allowsNull(memberForm);
      if (!leftOut) {
        copy.set(name, clean(memberForm, member));
      }
    });
    return copy;
  }

  private ArrayNode array(JsonNode form, ArrayNode value) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode();
    value.forEach(item -> copy.add(clean(form.path("items"), item)));
    return copy;
  }
}
