package org.toolroute.gateway.catalog;

import java.net.URI;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds a {@link Provider} from a description whose shape has been checked. */
final class ProviderReader {
  private final Place root;
  private final Optional<URI> baseUrlOverride;

  ProviderReader(ObjectNode description, Optional<URI> baseUrlOverride, Problems problems) {
    this.root = new Place(description, "", problems);
    this.baseUrlOverride = baseUrlOverride;
  }

  /** The provider, or empty when there are problems. */
  Optional<Provider> read() {
    ProviderId id = new ProviderId(root.text("provider"));
    boolean free = root.flag("free");
    CredentialScheme credential = new KeyReader(root).credential();
    KeyForm key = new KeyReader(root).form(credential);
    if (free != credential instanceof CredentialScheme.None) {
      root.at("credential")
          .problem("a free provider, and only that, has a credential of kind none");
    }
    Optional<URI> baseUrl = baseUrl();
    PriceList prices = prices(id);
    SortedMap<String, Operation> operations = operations(id, key, free, prices.version());
    if (root.problems().any() || baseUrl.isEmpty()) {
      return Optional.empty();
    }
    Provider provider =
        new Provider(
            id,
            root.text("title"),
            root.text("description").strip(),
            root.text("category"),
            free,
            baseUrl.get(),
            credential,
            key,
            keyCheck(),
            new ErrorReader(root).rules(),
            new ErrorReader(root).examples(),
            limits(),
            prices,
            operations);
    new ProviderLint(provider, root).check();
    return root.problems().any() ? Optional.empty() : Optional.of(provider);
  }

  private Optional<URI> baseUrl() {
    return baseUrlOverride.or(() -> BaseUrl.read(root.text("base_url"), root.at("base_url")));
  }

  /** Prices as written, with the tables that they name written out. */
  private PriceList prices(ProviderId id) {
    ObjectNode byOperation = JsonNodeFactory.instance.objectNode();
    root.members("operations", place -> place)
        .forEach((name, place) -> {
          if (place.has("price")) {
            byOperation.set(name, PriceDefinition.complete(place.object("price"), root));
          }
        });
    return PriceDefinition.list(id, byOperation);
  }

  private SortedMap<String, Operation> operations(
      ProviderId id, KeyForm key, boolean free, PriceVersion version) {
    SortedMap<String, Operation> operations = new TreeMap<>();
    root.members("operations", place -> place)
        .forEach((name, place) -> {
          Problems own = root.problems().apart();
          new OperationReader(place.with(own), root, id, key, free, version)
              .read(name)
              .ifPresent(operation -> operations.put(name, operation));
          root.problems().addAll(own);
        });
    return operations;
  }

  private Optional<KeyCheck> keyCheck() {
    if (!root.has("key_check")) {
      return Optional.empty();
    }
    return Optional.of(new KeyCheck(RequestReader.get(root.at("key_check"))));
  }

  private UpstreamLimits limits() {
    Place limits = root.at("limits");
    UpstreamLimits otherwise = UpstreamLimits.DEFAULTS;
    return new UpstreamLimits(
        limits.number("concurrent_calls", otherwise.concurrentCallsMax()),
        limits.number("breaker_failure_percent", otherwise.breakerFailurePercent()),
        limits.number("breaker_calls", otherwise.breakerCallsMin()),
        limits.duration("breaker_open_for", otherwise.breakerOpenFor()));
  }
}
