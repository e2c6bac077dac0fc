package org.toolroute.gateway.byok;

import java.util.Optional;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/** What the catalogue knows about the keys of providers. */
public interface ProviderKeyRules {
  /** The rules of a provider, or empty when there is no such provider. */
  Optional<Rules> find(ProviderId provider);

  /** The rules of one provider. */
  interface Rules {
    /** Whether calls need no key at all. */
    boolean isFree();

    /**
     * Refuses a key that the provider can never accept: parts are missing, or it is of a sort known
     * to be wrong. The refusal does not repeat the key.
     *
     * @throws GatewayException {@code invalid_key_format}
     */
    void check(Secret key);
  }
}
