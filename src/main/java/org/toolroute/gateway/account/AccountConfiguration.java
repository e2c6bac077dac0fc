package org.toolroute.gateway.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.toolroute.gateway.change.ChangeFeed;

/**
 * Wires the account module. From outside come the clock, the database, {@code toolroute.home},
 * {@link KeyBudgets} and what follows the opening of an account.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AdminSettings.class,
  RateLimitSettings.class,
  StreamLimitSettings.class
})
class AccountConfiguration {

  @Bean
  KnownKeys knownKeys(JdbcClient database, ChangeFeed feed) {
    return new KnownKeys(database, feed);
  }

  @Bean
  Authentication authentication(KnownKeys knownKeys, RateLimits limits, InstantSource clock) {
    return new GatewayKeyAuthentication(knownKeys, limits, clock);
  }

  @Bean
  Accounts accounts(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      List<AccountOpened> followers,
      KnownKeys knownKeys) {
    return new Accounts(database, transaction, clock, followers, knownKeys);
  }

  @Bean
  GatewayKeys gatewayKeys(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      KeyBudgets budgets,
      KnownKeys knownKeys) {
    return new GatewayKeys(database, transaction, clock, budgets, knownKeys);
  }

  @Bean
  AdminAuthentication adminAuthentication(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      Accounts accounts,
      GatewayKeys keys,
      @Value("${toolroute.home}") Path home,
      AdminSettings settings) {
    return new FirstCredentials(database, transaction, clock, accounts, keys, home)
        .prepare(settings);
  }

  @Bean
  RateLimits rateLimits(RateLimitSettings settings) {
    return new RateLimits(settings, Ticker.systemTicker());
  }

  @Bean
  OpenStreams openStreams(StreamLimitSettings settings) {
    return new OpenStreams(settings);
  }
}
