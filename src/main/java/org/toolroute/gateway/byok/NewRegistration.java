package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.toolroute.gateway.shared.DisplayName;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/**
 * What a caller asks to register.
 *
 * @param provider as the caller wrote it
 * @param key stays the caller's to close
 * @param verify whether the provider is to be asked first
 */
public record NewRegistration(String provider, Secret key, Optional<String> label, boolean verify) {

  /**
   * @throws GatewayException {@code invalid_request} for a label that is not one line of text
   */
  public NewRegistration {
    requireNonNull(provider, "provider");
    requireNonNull(key, "key");
    label = label.map(text -> DisplayName.require("label", text));
  }
}
