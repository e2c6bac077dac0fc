package org.toolroute.gateway.secret;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.change.ChangeFeed;

/**
 * Puts the module together: a {@link KeyVault} keeps the wrapping keys where one is configured, the
 * local key file otherwise. With both, the vault wraps and the file unwraps what it wrapped before.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretSettings.class)
class SecretConfiguration {
  private static final int DATA_KEYS_MAX = 10_000;

  /** For what the local key file wrapped: its key derivation is a twentieth of a call's CPU. */
  private static final Duration LOCAL_TTL = Duration.ofMinutes(1);

  @Bean
  ProviderCredentialTable providerCredentialTable(DataSource dataSource) {
    return new ProviderCredentialTable(JdbcClient.create(dataSource));
  }

  /** Lazy: with a vault and nothing left from before, no place for a key file is needed. */
  @Bean
  @Lazy
  LocalKeySetup localKeySetup(
      SecretSettings settings,
      Environment environment,
      DataSource dataSource,
      List<WrappedKeyStore> stores) {
    Optional<Path> credentials =
        Optional.ofNullable(environment.getProperty("CREDENTIALS_DIRECTORY")).map(Path::of);
    return new LocalKeySetup(
        new MasterKeyFile(KeyFileLocation.find(settings, environment, credentials)),
        new KeyFileChecks(credentials.orElse(null), settings.neverUnder()),
        new KeyCheckTable(dataSource),
        stores,
        InstantSource.system());
  }

  @Bean
  KeyWrappers keyWrappers(
      ObjectProvider<KeyVault> vault,
      ObjectProvider<LocalKeySetup> local,
      List<WrappedKeyStore> stores) {
    return KeyKeepers.choose(
        Optional.ofNullable(vault.getIfAvailable()).map(KeyVault::keyWrapper),
        local::getObject,
        stores);
  }

  @Bean
  Envelope keyEnvelope(KeyWrappers wrappers, ObjectProvider<KeyVault> vault) {
    Duration ttl =
        Optional.ofNullable(vault.getIfAvailable()).map(KeyVault::dataKeyTtl).orElse(LOCAL_TTL);
    return new Envelope(wrappers, new SecretBytesCache(ttl, DATA_KEYS_MAX));
  }

  @Bean
  SharedCredentials sharedCredentials(
      ObjectProvider<KeyVault> vault,
      KeyEnvelope envelope,
      ProviderCredentialTable table,
      ChangeFeed feed) {
    return Optional.ofNullable(vault.getIfAvailable())
        .map(KeyVault::sharedCredentials)
        .orElseGet(() -> new DatabaseCredentials(envelope, table, feed));
  }

  @Bean
  VaultHealth vaultHealth(ObjectProvider<KeyVault> vault) {
    return Optional.ofNullable(vault.getIfAvailable())
        .map(KeyVault::health)
        .orElse(() -> VaultHealth.Status.READY);
  }

  @Bean
  KeyRotation keyRotation(KeyWrappers wrappers, List<WrappedKeyStore> stores) {
    return new KeyRotation(wrappers, stores);
  }

  @Bean
  @ConditionalOnProperty("toolroute.secret.rewrap-at-start")
  ApplicationRunner rewrapAtStart(KeyRotation rotation) {
    return arguments -> rotation.rewrapAll();
  }
}
