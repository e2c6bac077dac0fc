package org.toolroute.gateway.protocol.mcp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Finds tools among those that a caller may call, by words. */
final class ToolSearch {
  private static final int WORDS_MAX = 10;
  private static final int IN_NAME = 4;
  private static final int IN_TITLE = 3;
  private static final int IN_DESCRIPTION = 1;

  private final Catalog catalog;
  private final CallableTools callable;

  ToolSearch(Catalog catalog, CallableTools callable) {
    this.catalog = catalog;
    this.callable = callable;
  }

  private record Match(Operation operation, int score) {}

  /** The tools that have most of the words, the best first. */
  List<Operation> find(Caller caller, String query, int limit) {
    List<String> words =
        Arrays.stream(query.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
            .filter(word -> !word.isEmpty())
            .distinct()
            .limit(WORDS_MAX)
            .toList();
    return callable.visibleTo(Optional.of(caller)).stream()
        .map(operation -> new Match(operation, score(operation, words)))
        .filter(match -> match.score() > 0)
        .sorted(Comparator.comparingInt(Match::score).reversed())
        .limit(limit)
        .map(Match::operation)
        .toList();
  }

  /**
   * The tool of that name.
   *
   * @throws GatewayException {@code unknown_tool}, {@code unknown_operation}, {@code
   *     tool_not_allowed}, or {@code provider_unavailable} while it is not published
   */
  Operation named(Caller caller, String name) {
    Operation operation = catalog.resolve(name, null);
    if (!caller.mayCall(operation.name())) {
      throw new GatewayException(
          ErrorCode.TOOL_NOT_ALLOWED, "This gateway key may not call " + operation.name() + ".");
    }
    if (!callable.visibleTo(Optional.of(caller)).contains(operation)) {
      throw new GatewayException(
          ErrorCode.PROVIDER_UNAVAILABLE, "The route of this provider is stopped at the moment.");
    }
    return operation;
  }

  private static int score(Operation operation, List<String> words) {
    String name = operation.name().functionName();
    String title = operation.title().toLowerCase(Locale.ROOT);
    String description = operation.description().toLowerCase(Locale.ROOT);
    int score = 0;
    for (String word : words) {
      score += name.contains(word) ? IN_NAME : 0;
      score += title.contains(word) ? IN_TITLE : 0;
      score += description.contains(word) ? IN_DESCRIPTION : 0;
    }
    return score;
  }
}
