package org.toolroute.gateway.secret;

import java.util.Optional;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** The gateway's own provider keys, which calls on credits use. */
public interface SharedCredentials {
  /**
   * The current key, or empty when the operator has set none. The caller closes it.
   *
   * @throws GatewayException {@code secrets_unavailable}
   */
  Optional<Secret> find(ProviderId provider);

  /**
   * Stores the key, replacing the old one.
   *
   * @throws GatewayException {@code conflict} with the path to write, where Vault holds these keys
   *     and the gateway may not write them; {@code secrets_unavailable}
   */
  void store(ProviderId provider, Secret key);

  /** Drops a cached copy, so that the next {@link #find} reads it anew. */
  void forget(ProviderId provider);

  /** Providers that have a shared key, as far as is known without opening any. */
  boolean isPresent(ProviderId provider);
}
