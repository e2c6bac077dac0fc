package org.toolroute.gateway.catalog;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;

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

  /** A condition on the scalar at {@code at}, compared as text. */
  public record Field(JsonPointer at, Comparison comparison, String text) {}

  /** How a field is compared. */
  public enum Comparison {
    EQUALS,
    CONTAINS
  }
}
