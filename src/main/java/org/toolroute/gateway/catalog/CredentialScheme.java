package org.toolroute.gateway.catalog;

/** Where a provider expects its key. */
public sealed interface CredentialScheme {

  /** {@code Authorization: Bearer} followed by the key's part of role {@code token}. */
  record Bearer() implements CredentialScheme {}

  /**
   * {@code Authorization: Basic} with the parts of the roles {@code username} and {@code password}.
   */
  record Basic() implements CredentialScheme {}

  /** A header of the provider's own that holds the part of role {@code token} alone. */
  record Header(String name) implements CredentialScheme {}

  /** The provider takes no key. */
  record None() implements CredentialScheme {}
}
