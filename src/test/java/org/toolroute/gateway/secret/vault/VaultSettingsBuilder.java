package org.toolroute.gateway.secret.vault;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are bound from properties, with the defaults that users get. */
final class VaultSettingsBuilder {
  private final Map<String, String> properties = new HashMap<>();

  static VaultSettingsBuilder at(URI address) {
    return new VaultSettingsBuilder().with("address", address.toString());
  }

  VaultSettingsBuilder with(String name, Object value) {
    properties.put("toolroute.vault." + name, value.toString());
    return this;
  }

  VaultSettings build() {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("toolroute.vault", VaultSettings.class)
        .get();
  }
}
