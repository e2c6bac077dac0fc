package org.toolroute.gateway.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** Description files that cannot be used; the message lists every problem on a line of its own. */
public final class InvalidDescriptionsException extends RuntimeException {
  private final transient List<Problem> problems;

  InvalidDescriptionsException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    "the provider descriptions have " + problems.size() + " problems\n  ",
                    "")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
