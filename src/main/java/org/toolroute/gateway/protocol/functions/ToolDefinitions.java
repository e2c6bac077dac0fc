package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.catalog.Operation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes operations as the tool definitions that a model's API takes. */
final class ToolDefinitions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Strictness strictness;

  ToolDefinitions(Strictness strictness) {
    this.strictness = strictness;
  }

  /**
   * {@code ChatCompletionTool}: {@code {"type":"function","function":{"name","description",
   * "parameters","strict"}}}.
   */
  ObjectNode openAi(Operation operation) {
    ObjectNode tool = JSON.objectNode().put("type", "function");
    ObjectNode function = tool.putObject("function");
    writeFunction(function, operation);
    return tool;
  }

  /**
   * {@code FunctionTool} of Responses: the same members in one object. {@code strict} is always
   * there: left out, the API would take it as true.
   */
  ObjectNode openAiResponses(Operation operation) {
    ObjectNode tool = JSON.objectNode().put("type", "function");
    writeFunction(tool, operation);
    return tool;
  }

  private void writeFunction(ObjectNode function, Operation operation) {
    ModelSchema schema = ModelSchema.of(operation);
    Optional<ObjectNode> strict = strict(schema.parameters());
    function.put("name", operation.name().functionName());
    function.put("description", schema.description());
    function.set("parameters", strict.orElse(schema.parameters()));
    function.put("strict", strict.isPresent());
  }

  private Optional<ObjectNode> strict(ObjectNode schema) {
    return switch (strictness) {
      case FALSE -> Optional.empty();
      case AUTO -> Optional.of(schema).filter(StrictSubset::ofOpenAi);
      case TRUE ->
          Optional.of(schema).filter(StrictSubset::ofOpenAi).or(() -> StrictRewrite.of(schema));
    };
  }

  /**
   * {@code Tool} of Messages: {@code {"name","description","input_schema"}}. {@code strict} only
   * when it was asked for: the API compiles all strict tools of a request into one grammar, and
   * refuses the request when that becomes too large.
   */
  ObjectNode anthropic(Operation operation) {
    ModelSchema schema = ModelSchema.of(operation);
    ObjectNode tool = JSON.objectNode();
    tool.put("name", operation.name().functionName());
    tool.put("description", schema.description());
    tool.set("input_schema", schema.parameters());
    if (strictness == Strictness.TRUE && StrictSubset.ofAnthropic(schema.parameters())) {
      tool.put("strict", true);
    }
    return tool;
  }

  /** One Gemini {@code Tool} with a declaration for each operation; empty without operations. */
  static ArrayNode gemini(List<Operation> operations) {
    ArrayNode tools = JSON.arrayNode();
    if (operations.isEmpty()) {
      return tools;
    }
    ArrayNode declarations = tools.addObject().putArray("functionDeclarations");
    for (Operation operation : operations) {
      ModelSchema schema = ModelSchema.of(operation);
      ObjectNode declaration = declarations.addObject();
      declaration.put("name", operation.name().functionName());
      declaration.put("description", schema.description());
      declaration.set("parametersJsonSchema", schema.parameters());
    }
    return tools;
  }
}
