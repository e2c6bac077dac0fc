package org.toolroute.gateway.account;

import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.toolroute.gateway.change.ChangeFeed;

/**
 * Wires the account module. From outside come the clock, the database, {@link KeyBudgets} and what
 * follows the opening of an account.
 */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

  @Bean
  KnownKeys knownKeys(JdbcClient database, ChangeFeed feed) {
    return new KnownKeys(database, feed);
  }

  @Bean
  Authentication authentication(KnownKeys knownKeys, InstantSource clock) {
    return new GatewayKeyAuthentication(knownKeys, clock);
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
}
