package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks against a JSON Schema 2020-12 that is compiled once. Fetches nothing; patterns run in
 * linear time (RE2); {@code format} is a remark, not a check. The number of violations is bounded,
 * whatever the size of the input.
 */
final class SchemaValidator implements InputValidator {
  static final int VIOLATIONS_MAX = 20;

  /** Compiled schemas are not kept: a reload would leave the old ones behind. */
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .pathType(PathType.JSON_POINTER)
                          .preloadSchema(true)
                          .regularExpressionFactory(SchemaValidator::linear)
                          .build()));

  private final Schema schema;
  private final Predicate<String> shown;
  private final ViolationText text;

  /** Compiles {@code schema}; it has passed {@link SchemaLint}, or is one of our own. */
  SchemaValidator(ObjectNode schema) {
    this(schema, ShownNames.of(schema));
  }

  /**
   * @param shown which member names of an input may be repeated to its sender
   */
  SchemaValidator(ObjectNode schema, Predicate<String> shown) {
    this.schema = REGISTRY.getSchema(schema);
    this.shown = shown;
    this.text = new ViolationText(schema, shown);
  }

  private static RegularExpression linear(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
  }

  @Override
  public List<Violation> validate(ObjectNode input) {
    Optional<Violation> beyond = new ValueLimits(shown).firstIn(input);
    if (beyond.isPresent()) {
      return List.of(beyond.get());
    }
    return errors(input).stream().map(text::of).distinct().limit(VIOLATIONS_MAX).toList();
  }

  /** What was remembered: at most the limit for each branch of a choice. */
  List<Error> errors(ObjectNode input) {
    ExecutionContext context = new BoundedContext(schema.createExecutionContext());
    schema.validate(context, input);
    return context.getErrors();
  }

  /** Stops remembering errors at the limit; that there are some is never lost. */
  private static final class BoundedContext extends ExecutionContext {
    BoundedContext(ExecutionContext of) {
      super(of.getExecutionConfig(), of.getCollectorContext());
      setUnevaluatedItemsPresent(of.isUnevaluatedItemsPresent());
      setUnevaluatedPropertiesPresent(of.isUnevaluatedPropertiesPresent());
    }

    @Override
    public void addError(Error error) {
      if (getErrors().size() < VIOLATIONS_MAX) {
        super.addError(error);
      }
    }
  }
}
