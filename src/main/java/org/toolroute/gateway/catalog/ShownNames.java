package org.toolroute.gateway.catalog;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.toolroute.gateway.shared.PlainName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which member names of an input may be repeated to its sender: those that the schema knows, which
 * are public, and plain ones.
 *
 * @param known every member name in the schema
 */
record ShownNames(Set<String> known) implements Predicate<String> {

  static ShownNames of(ObjectNode schema) {
    Set<String> known = new HashSet<>();
    collect(schema, known);
    return new ShownNames(Set.copyOf(known));
  }

  private static void collect(JsonNode node, Set<String> known) {
    known.addAll(node.path("properties").propertyNames());
    node.forEach(below -> collect(below, known));
  }

  @Override
  public boolean test(String name) {
    return known.contains(name) || PlainName.is(name);
  }
}
