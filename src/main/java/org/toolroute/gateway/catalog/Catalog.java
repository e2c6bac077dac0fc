package org.toolroute.gateway.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;

/** The providers that this gateway describes: one immutable snapshot of the route folder. */
public interface Catalog {
  /** All providers, by name. */
  List<Provider> providers();

  /** The provider of that name, or empty. */
  Optional<Provider> find(ProviderId id);

  /**
   * The operation that a caller means. Accepted are provider and operation apart, {@code
   * provider/operation} and {@code provider__operation}; {@code -} and {@code _} are alike, and so
   * are capital and small letters.
   *
   * @throws GatewayException {@code unknown_tool} or {@code unknown_operation}, with the nearest
   *     names in {@code details.nearest}; no text of the caller is repeated
   */
  Operation resolve(String tool, @Nullable String operation);

  /**
   * The provider that a caller means, spelt as leniently as a tool.
   *
   * @throws GatewayException {@code unknown_tool} with the nearest names
   */
  Provider resolveProvider(String name);
}
