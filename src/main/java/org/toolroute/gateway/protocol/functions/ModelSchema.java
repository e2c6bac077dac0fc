package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.toolroute.gateway.catalog.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation's description and input schema as models' APIs take them. OpenAI and Anthropic
 * refuse a whole request when one schema has alternatives at its root; they are left out, said in
 * the description where that is easily said, and still checked at the call.
 */
record ModelSchema(String description, ObjectNode parameters) {
  private static final List<String> ALTERNATIVES =
      List.of("anyOf", "oneOf", "not", "enum", "const");

  static ModelSchema of(Operation operation) {
    ObjectNode schema = operation.inputSchema();
    String description =
        alternatives(schema)
            .map(sentence -> operation.description() + " " + sentence)
            .orElseGet(operation::description);
    return new ModelSchema(description, withoutRootAlternatives(schema));
  }

  /** A schema of its own, or {@code schema} itself when there is nothing to leave out. */
  static ObjectNode withoutRootAlternatives(ObjectNode schema) {
    return ALTERNATIVES.stream().anyMatch(schema::has)
        ? schema.deepCopy().without(ALTERNATIVES)
        : schema;
  }

  /** In words, where the alternatives only differ in the members that they require. */
  private static Optional<String> alternatives(ObjectNode schema) {
    boolean exactlyOne = schema.has("oneOf");
    JsonNode branches = schema.path(exactlyOne ? "oneOf" : "anyOf");
    boolean onlyRequired =
        branches.valueStream().allMatch(branch -> branch.size() == 1 && branch.has("required"));
    if (branches.isEmpty() || !onlyRequired) {
      return Optional.empty();
    }
    return Optional.of(
        branches
            .valueStream()
            .map(branch -> names(branch.path("required")))
            .collect(
                Collectors.joining(
                    " or ", exactlyOne ? "Give exactly one of: " : "Give at least one of: ", ".")));
  }

  private static String names(JsonNode required) {
    return required.valueStream().map(JsonNode::asString).collect(Collectors.joining(" with "));
  }
}
