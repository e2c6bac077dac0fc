package org.toolroute.gateway.catalog;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.catalog.ErrorRule.Comparison;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads how a provider's errors are told apart, and how they look. */
final class ErrorReader {
  private final Place root;

  ErrorReader(Place root) {
    this.root = root;
  }

  List<ErrorRule> rules() {
    return root.items("errors").stream().map(ErrorReader::rule).toList();
  }

  Map<ErrorClass, ErrorExample> examples() {
    Map<ErrorClass, ErrorExample> examples = new EnumMap<>(ErrorClass.class);
    root.members("error_examples", ErrorReader::example)
        .forEach((name, example) -> examples.put(errorClass(name), example));
    return examples;
  }

  private static ErrorRule rule(Place rule) {
    Set<Integer> statuses = new HashSet<>();
    JsonNode status = rule.node().path("status");
    if (status.isArray()) {
      status.forEach(each -> statuses.add(each.intValue()));
    } else {
      statuses.add(status.intValue());
    }
    if (rule.has("at") && rule.has("equals") == rule.has("contains")) {
      rule.problem("a rule with at says either equals or contains");
    }
    Optional<ErrorRule.Field> field =
        rule.optionalText("at").map(at -> field(rule, JsonPointer.compile(at)));
    return new ErrorRule(statuses, field, errorClass(rule.text("class")));
  }

  private static ErrorRule.Field field(Place rule, JsonPointer at) {
    return rule.has("equals")
        ? new ErrorRule.Field(at, Comparison.EQUALS, rule.text("equals"))
        : new ErrorRule.Field(at, Comparison.CONTAINS, rule.text("contains"));
  }

  private static ErrorExample example(Place example) {
    return new ErrorExample(
        example.number("status", 0),
        example.members("headers", header -> header.node().asString()),
        example.object("body"));
  }

  private static ErrorClass errorClass(String name) {
    return ErrorClass.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
