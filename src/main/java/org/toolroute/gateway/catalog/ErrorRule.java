package org.toolroute.gateway.catalog;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Names the class of the answers that it matches.
 *
 * @param statuses HTTP statuses; one of 200–299 makes that status a failure
 * @param field a further condition on the JSON body
 */
public record ErrorRule(Set<Integer> statuses, Optional<Field> field, ErrorClass errorClass) {

  public ErrorRule {
    statuses = Set.copyOf(statuses);
  }

  boolean matches(int status, JsonNode body) {
    return statuses.contains(status) && field.map(condition -> condition.holds(body)).orElse(true);
  }

  /** A condition on the scalar at {@code at}, compared as text. */
  public record Field(JsonPointer at, Comparison comparison, String text) {

    private boolean holds(JsonNode body) {
      JsonNode value = body.at(at);
      if (!value.isValueNode()) {
        return false;
      }
      return switch (comparison) {
        case EQUALS -> value.asString().equals(text);
        case CONTAINS -> value.asString().contains(text);
      };
    }
  }

  /** How a field is compared. */
  public enum Comparison {
    EQUALS,
    CONTAINS
  }
}
