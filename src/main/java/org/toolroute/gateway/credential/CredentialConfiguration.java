package org.toolroute.gateway.credential;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.byok.Registrations;
import org.toolroute.gateway.secret.SharedCredentials;

/** The beans of this module. */
@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

  @Bean
  OpenKeys openKeys() {
    return new OpenKeys();
  }

  @Bean
  KeyRing keyRing(Registrations registrations, SharedCredentials sharedCredentials) {
    return new KeyRing(registrations, sharedCredentials);
  }
}
