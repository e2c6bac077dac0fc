package org.toolroute.gateway.secret.vault;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.secret.KeyVault;

/** Connects to Vault where {@code toolroute.vault.address} is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("toolroute.vault.address")
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {

  @Bean
  KeyVault keyVault(VaultSettings settings) {
    return ConnectedVault.connect(settings);
  }
}
