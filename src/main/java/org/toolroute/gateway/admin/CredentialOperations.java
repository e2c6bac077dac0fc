package org.toolroute.gateway.admin;

import java.util.Set;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.secret.SharedCredentials;
import org.toolroute.gateway.shared.Secret;

/** Sets the gateway's own key for a provider; it can never be read back. */
final class CredentialOperations {
  private final Catalog catalog;
  private final SharedCredentials credentials;

  CredentialOperations(Catalog catalog, SharedCredentials credentials) {
    this.catalog = catalog;
    this.credentials = credentials;
  }

  RestAnswer put(RestRequest request) {
    Provider provider = catalog.resolveProvider(request.path("provider"));
    if (provider.free()) {
      throw Members.invalid("provider", "is free and takes no key");
    }
    String text = new Members(request.body(), Set.of("api_key")).text("api_key");
    try (Secret key = Secret.of(text)) {
      provider.key().check(key);
      credentials.store(provider.id(), key);
    }
    return RestAnswer.noContent();
  }
}
