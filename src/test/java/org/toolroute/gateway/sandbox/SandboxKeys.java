package org.toolroute.gateway.sandbox;

import java.util.Optional;
import org.toolroute.gateway.catalog.CredentialScheme;
import org.toolroute.gateway.catalog.KeyPart;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.shared.Secret;

/** Keys for the simulator's tests. */
final class SandboxKeys {

  private SandboxKeys() {}

  /** The key that the gateway itself uses in the sandbox. */
  static Optional<KeyParts> gateways(Provider provider) {
    return withText(provider, "sandbox-");
  }

  /** A key whose secret parts hold {@code word}, with a good form otherwise. */
  static Optional<KeyParts> asking(Provider provider, String word) {
    return withText(provider, "key-" + word + "-0123456789-");
  }

  private static Optional<KeyParts> withText(Provider provider, String prefix) {
    if (provider.credential() instanceof CredentialScheme.None) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyParts(
            provider.key().shapes().getFirst().stream().map(part -> value(part, prefix)).toList()));
  }

  private static KeyParts.Value value(KeyPart part, String prefix) {
    String text = (part.secret() ? prefix : "sandbox-") + part.name();
    return new KeyParts.Value(
        part, Secret.of(text), part.secret() ? Optional.empty() : Optional.of(text));
  }
}
