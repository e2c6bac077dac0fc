package org.toolroute.gateway.catalog;

import com.networknt.schema.Error;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Words a schema error for the caller from the schema alone: no value of the input is repeated, and
 * of its member names only those that may be.
 */
final class ViolationText {
  private static final int CHOICES_LENGTH_MAX = 300;

  private final ObjectNode schema;
  private final Predicate<String> shown;

  /**
   * @param shown which member names of an input may be repeated
   */
  ViolationText(ObjectNode schema, Predicate<String> shown) {
    this.schema = schema;
    this.shown = shown;
  }

  Violation of(Error error) {
    String pointer = ShownPath.of(error.getInstanceLocation(), shown).pointer();
    return new Violation(pointer, message(error));
  }

  private String message(Error error) {
    JsonNode keyword = keyword(error);
    return switch (error.getKeyword()) {
      case "required", "dependentRequired" -> "\"" + error.getProperty() + "\" is missing";
      case "additionalProperties" -> unknownMember(error);
      case "type" -> "must be of type " + choices(keyword);
      case "enum" -> "must be one of " + choices(keyword);
      case "const" -> "must be " + choices(keyword);
      case "minimum" -> "must be at least " + keyword;
      case "maximum" -> "must be at most " + keyword;
      case "exclusiveMinimum" -> "must be more than " + keyword;
      case "exclusiveMaximum" -> "must be less than " + keyword;
      case "minLength" -> "must have at least " + keyword + " characters";
      case "maxLength" -> "must have at most " + keyword + " characters";
      case "minItems" -> "must have at least " + keyword + " items";
      case "maxItems" -> "must have at most " + keyword + " items";
      case "uniqueItems" -> "must not have the same item twice";
      case "minProperties" -> "must have at least " + keyword + " members";
      case "maxProperties" -> "must have at most " + keyword + " members";
      case "pattern" -> "must match " + keyword.asString();
      case "propertyNames" -> "has a member whose name does not fit";
      case "oneOf", "anyOf" -> "fits none of the accepted forms, or more than one";
      default -> "does not fit";
    };
  }

  private JsonNode keyword(Error error) {
    return schema.at(JsonPointer.compile(error.getSchemaLocation().getFragment().toString()));
  }

  private String unknownMember(Error error) {
    String name = Optional.ofNullable(error.getProperty()).orElse("");
    if (!shown.test(name)) {
      return "has a member that is not known here";
    }
    List<String> nearest = NearestNames.of(name, siblings(error));
    return nearest.isEmpty()
        ? "\"" + name + "\" is not known here"
        : "\"" + name + "\" is not known here; did you mean \"" + nearest.get(0) + "\"?";
  }

  private List<String> siblings(Error error) {
    JsonPointer keyword = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
    return schema.at(keyword.head()).path("properties").propertyNames().stream().toList();
  }

  private static String choices(JsonNode keyword) {
    String list =
        keyword.isArray()
            ? StreamSupport.stream(keyword.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "))
            : keyword.asString();
    return list.length() <= CHOICES_LENGTH_MAX ? list : list.substring(0, CHOICES_LENGTH_MAX) + "…";
  }
}
