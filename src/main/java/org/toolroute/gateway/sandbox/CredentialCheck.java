package org.toolroute.gateway.sandbox;

import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.catalog.CredentialScheme;
import org.toolroute.gateway.catalog.KeyPart.Role;
import org.toolroute.gateway.catalog.KeyParts;

/** Whether a key has the parts that a provider's credential is made of. */
final class CredentialCheck {

  private CredentialCheck() {}

  static boolean passes(CredentialScheme scheme, Optional<KeyParts> key) {
    return switch (scheme) {
      case CredentialScheme.Bearer ignored -> has(key, Role.TOKEN);
      case CredentialScheme.Header ignored -> has(key, Role.TOKEN);
      case CredentialScheme.Basic ignored -> has(key, Role.USERNAME) && has(key, Role.PASSWORD);
      case CredentialScheme.None ignored -> true;
    };
  }

  /** The lower-case name of the header that the transport writes the key to. */
  static Optional<String> header(CredentialScheme scheme) {
    return switch (scheme) {
      case CredentialScheme.Bearer ignored -> Optional.of("authorization");
      case CredentialScheme.Basic ignored -> Optional.of("authorization");
      case CredentialScheme.Header(String name) -> Optional.of(name.toLowerCase(Locale.ROOT));
      case CredentialScheme.None ignored -> Optional.empty();
    };
  }

  private static boolean has(Optional<KeyParts> key, Role role) {
    return key.flatMap(parts -> parts.find(role)).filter(part -> part.length() > 0).isPresent();
  }
}
