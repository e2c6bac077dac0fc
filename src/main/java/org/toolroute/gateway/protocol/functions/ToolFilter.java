package org.toolroute.gateway.protocol.functions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/**
 * Which tools a list is asked for; everything that is given must hold.
 *
 * @param words each is somewhere in the name, title, description or category
 * @param providers empty means all
 * @param category of the provider
 * @param tools empty means all
 */
record ToolFilter(
    List<String> words, Set<ProviderId> providers, Optional<String> category, Set<ToolName> tools) {
  private static final int QUERY_LENGTH_MAX = 200;
  private static final int NAMES_MAX = 128;

  /**
   * Reads {@code q}, {@code provider}, {@code category} and {@code tool}; providers and tools may
   * be several, separated by commas.
   *
   * @throws org.toolroute.gateway.shared.GatewayException {@code invalid_request}; {@code
   *     unknown_tool} and {@code unknown_operation} for names that do not exist
   */
  static ToolFilter of(RestRequest request, Catalog catalog) {
    return new ToolFilter(
        words(request.query("q").orElse("")),
        names(request, "provider")
            .map(name -> catalog.resolveProvider(name).id())
            .collect(Collectors.toUnmodifiableSet()),
        request.query("category").map(ToolFilter::lowerCase),
        names(request, "tool")
            .map(name -> catalog.resolve(name, null).name())
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean accepts(Provider provider, Operation operation) {
    return (providers.isEmpty() || providers.contains(provider.id()))
        && (tools.isEmpty() || tools.contains(operation.name()))
        && category.map(lowerCase(provider.category())::equals).orElse(true)
        && hasAllWords(provider, operation);
  }

  private boolean hasAllWords(Provider provider, Operation operation) {
    if (words.isEmpty()) {
      return true;
    }
    String text =
        lowerCase(
            String.join(
                "\n",
                operation.name().functionName(),
                operation.title(),
                operation.description(),
                provider.title(),
                provider.category()));
    return words.stream().allMatch(text::contains);
  }

  private static List<String> words(String query) {
    if (query.length() > QUERY_LENGTH_MAX) {
      throw Members.invalid("q", "has at most " + QUERY_LENGTH_MAX + " characters");
    }
    return Arrays.stream(lowerCase(query).split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Stream<String> names(RestRequest request, String parameter) {
    List<String> names =
        request.query(parameter).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .toList();
    if (names.size() > NAMES_MAX) {
      throw Members.invalid(parameter, "has at most " + NAMES_MAX + " names");
    }
    return names.stream();
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
