package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.toolroute.gateway.catalog.CredentialScheme;
import org.toolroute.gateway.catalog.KeyPart.Role;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** Puts a provider key where that provider expects it, as the last change to a request. */
final class CredentialHeader {

  private CredentialHeader() {}

  /** The name of the header that carries the key, or empty when the provider takes none. */
  static Optional<String> name(CredentialScheme scheme) {
    return switch (scheme) {
      case CredentialScheme.Bearer ignored -> Optional.of(HttpHeaders.AUTHORIZATION);
      case CredentialScheme.Basic ignored -> Optional.of(HttpHeaders.AUTHORIZATION);
      case CredentialScheme.Header(String header) -> Optional.of(header);
      case CredentialScheme.None ignored -> Optional.empty();
    };
  }

  static void apply(CredentialScheme scheme, KeyParts key, HttpMessage request) {
    switch (scheme) {
      case CredentialScheme.Bearer ignored ->
          request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + part(key, Role.TOKEN));
      case CredentialScheme.Basic ignored ->
          request.setHeader(HttpHeaders.AUTHORIZATION, "Basic " + userAndPassword(key));
      case CredentialScheme.Header(String header) ->
          request.setHeader(header, part(key, Role.TOKEN));
      case CredentialScheme.None ignored -> {}
    }
  }

  private static String userAndPassword(KeyParts key) {
    byte[] pair = (part(key, Role.USERNAME) + ":" + part(key, Role.PASSWORD)).getBytes(UTF_8);
    try {
      return Base64.getEncoder().encodeToString(pair);
    } finally {
      Arrays.fill(pair, (byte) 0);
    }
  }

  private static String part(KeyParts key, Role role) {
    return key.find(role)
        .map(CredentialHeader::reveal)
        .orElseThrow(() -> new IllegalStateException("the key has no part of role " + role));
  }

  private static String reveal(Secret secret) {
    return secret.reveal(SecretAccess.UPSTREAM_REQUEST);
  }
}
