package org.toolroute.gateway.catalog;

import static java.util.Collections.unmodifiableSortedMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must hold for a call on credits before its price can be computed.
 *
 * @param setWhenMissing members that are added when the caller leaves them out, because the cost
 *     depends on them
 * @param alternatives members of which one is enough: none of them is set when another is there
 * @param unpricedMembers top-level members whose cost nobody can bound
 * @param unpricedTypes values of {@code type}, at any depth, whose cost nobody can bound, for
 *     example an image that is given by its address
 */
public record PriceConditions(
    SortedMap<String, JsonNode> setWhenMissing,
    Set<String> alternatives,
    Set<String> unpricedMembers,
    Set<String> unpricedTypes) {
  private static final String TYPE = "type";

  public PriceConditions {
    setWhenMissing = unmodifiableSortedMap(new TreeMap<>(setWhenMissing));
    alternatives = Set.copyOf(alternatives);
    unpricedMembers = Set.copyOf(unpricedMembers);
    unpricedTypes = Set.copyOf(unpricedTypes);
  }

  /** The input to price and send, and what was added to it. */
  record Applied(ObjectNode input, List<String> adjustments) {}

  Applied apply(ObjectNode input) {
    for (String member : unpricedMembers) {
      if (!isAbsent(input, member)) {
        throw new PriceNotSetException("\"" + member + "\" has no price on credits");
      }
    }
    refuseUnpricedTypes(input);
    ObjectNode completed = input.deepCopy();
    List<String> adjustments = new ArrayList<>();
    for (Map.Entry<String, JsonNode> setting : setWhenMissing.entrySet()) {
      if (isMissing(input, setting.getKey())) {
        completed.set(setting.getKey(), setting.getValue());
        adjustments.add(setting.getKey() + " was missing and is set to " + setting.getValue());
      }
    }
    return new Applied(completed, adjustments);
  }

  private void refuseUnpricedTypes(JsonNode node) {
    if (unpricedTypes.isEmpty()) {
      return;
    }
    JsonNode type = node.path(TYPE);
    if (node.isObject() && type.isString() && unpricedTypes.contains(type.stringValue())) {
      throw new PriceNotSetException("a part of type " + type + " has no price on credits");
    }
    node.forEach(this::refuseUnpricedTypes);
  }

  private boolean isMissing(ObjectNode input, String member) {
    return alternatives.contains(member)
        ? alternatives.stream().allMatch(each -> isAbsent(input, each))
        : isAbsent(input, member);
  }

  /** A member that is null counts as left out: providers read it so. */
  private static boolean isAbsent(ObjectNode input, String member) {
    JsonNode value = input.path(member);
    return value.isMissingNode() || value.isNull();
  }
}
