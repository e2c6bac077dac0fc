package org.toolroute.gateway.catalog;

import java.util.List;

/**
 * Names members of a JSON document, written as a JSON pointer in which {@code *} stands for every
 * member or item, for example {@code /sessions/*}{@code /connectUrl}.
 */
public record MemberPath(List<String> steps) {
  private static final String EVERY = "*";

  public MemberPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a member path has at least one step");
    }
  }

  /** Reads the written form. */
  public static MemberPath parse(String text) {
    if (!text.startsWith("/") || text.endsWith("/")) {
      throw new IllegalArgumentException("a member path starts with / and does not end with it");
    }
    return new MemberPath(
        List.of(text.substring(1).split("/", -1)).stream()
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList());
  }

  /** Whether the step of that number stands for the member or item of that name. */
  public boolean matches(int step, String name) {
    return steps.get(step).equals(EVERY) || steps.get(step).equals(name);
  }
}
