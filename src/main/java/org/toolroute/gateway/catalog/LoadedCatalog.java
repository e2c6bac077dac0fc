package org.toolroute.gateway.catalog;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A catalogue in memory. */
final class LoadedCatalog implements Catalog {
  private static final String FUNCTION_SEPARATOR = "__";
  private static final Pattern SEPARATORS = Pattern.compile("/|__");

  private final SortedMap<String, Provider> providers = new TreeMap<>();

  LoadedCatalog(Collection<Provider> providers) {
    providers.forEach(provider -> this.providers.put(provider.id().value(), provider));
  }

  @Override
  public List<Provider> providers() {
    return List.copyOf(providers.values());
  }

  @Override
  public Optional<Provider> find(ProviderId id) {
    return Optional.ofNullable(providers.get(id.value()));
  }

  @Override
  public Operation resolve(String tool, @Nullable String operation) {
    String name = spelling(tool);
    if (operation != null) {
      return operation(provider(name), spelling(operation));
    }
    String[] parts = SEPARATORS.split(name, 2);
    if (parts.length == 1) {
      Provider provider = provider(name);
      throw unknown(
          ErrorCode.UNKNOWN_OPERATION,
          "name an operation of " + provider.id(),
          provider.operations().keySet());
    }
    return operation(provider(parts[0]), parts[1]);
  }

  @Override
  public Provider resolveProvider(String name) {
    return provider(spelling(name));
  }

  private Provider provider(String name) {
    return Optional.ofNullable(providers.get(name))
        .orElseThrow(() ->
            unknown(
                ErrorCode.UNKNOWN_TOOL,
                "there is no such tool",
                NearestNames.of(name, providers.keySet())));
  }

  /** The operation may repeat the provider's name, as function names do. */
  private static Operation operation(Provider provider, String name) {
    Map<String, Operation> operations = provider.operations();
    String prefix = provider.id() + FUNCTION_SEPARATOR;
    String own = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return Optional.ofNullable(operations.get(own))
        .orElseThrow(() ->
            unknown(
                ErrorCode.UNKNOWN_OPERATION,
                provider.id() + " has no such operation",
                NearestNames.of(own, operations.keySet())));
  }

  private static String spelling(String name) {
    return name.length() > NearestNames.WANTED_LENGTH_MAX
        ? ""
        : name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static GatewayException unknown(
      ErrorCode code, String message, Collection<String> nearest) {
    ArrayNode names = JsonNodeFactory.instance.arrayNode();
    nearest.forEach(names::add);
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.set("nearest", names);
    return new GatewayException(code, message, details);
  }
}
