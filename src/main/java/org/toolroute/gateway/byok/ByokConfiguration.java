package org.toolroute.gateway.byok;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.WrappedKeyStore;

/**
 * Wires the registrations. From outside come the clock, the database, the envelope, {@link
 * ProviderKeyRules} and {@link KeyCheck}.
 */
@Configuration(proxyBeanMethods = false)
class ByokConfiguration {

  @Bean
  WrappedKeyStore byokWrappedKeys(JdbcClient database) {
    return new WrappedKeyTable(database);
  }

  @Bean
  Registrations registrations(
      JdbcClient database,
      ChangeFeed feed,
      KeyEnvelope envelope,
      ProviderKeyRules providers,
      KeyCheck keyCheck,
      InstantSource clock) {
    RegistrationTable table = new RegistrationTable(database);
    return new Registrations(
        table,
        new KnownRegistrations(table, envelope, feed),
        new KeyRules(providers, keyCheck),
        envelope,
        clock);
  }
}
