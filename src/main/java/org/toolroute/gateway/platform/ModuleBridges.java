package org.toolroute.gateway.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.account.AccountOpened;
import org.toolroute.gateway.account.Budget;
import org.toolroute.gateway.account.KeyBudgets;
import org.toolroute.gateway.byok.ProviderKeyRules;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Secret;

/** Connects modules that do not know each other. */
@Configuration(proxyBeanMethods = false)
class ModuleBridges {

  @Bean
  AccountOpened openBalances(AccountBalances balances) {
    return balances::open;
  }

  @Bean
  KeyBudgets keyBudgets(SpendingLimits limits) {
    return new LedgerBudgets(limits);
  }

  @Bean
  ProviderKeyRules providerKeyRules(Catalog catalog) {
    return id -> catalog.find(id).map(CatalogRules::new);
  }

  /** What the catalogue knows of a provider's keys. */
  private record CatalogRules(Provider provider) implements ProviderKeyRules.Rules {

    @Override
    public boolean isFree() {
      return provider.free();
    }

    @Override
    public void check(Secret key) {
      provider.key().check(key);
    }
  }

  /** The budgets of gateway keys as the ledger's limits. */
  private record LedgerBudgets(SpendingLimits limits) implements KeyBudgets {

    @Override
    public void set(AccountId account, Environment environment, KeyId key, Budget budget) {
      limits.limitKey(
          account,
          environment,
          key,
          new SpendingLimit(budget.amount(), SpendingLimit.Period.valueOf(budget.period().name())));
    }

    @Override
    public Map<KeyId, Budget> find(AccountId account, Set<KeyId> keys) {
      Map<KeyId, Budget> budgets = new HashMap<>();
      for (KeyId key : keys) {
        for (Environment environment : Environment.values()) {
          limits
              .ofKey(account, environment, key)
              .map(SpendingLimits.Use::limit)
              .ifPresent(limit -> budgets.put(key, budget(limit)));
        }
      }
      return budgets;
    }

    private static Budget budget(SpendingLimit limit) {
      return new Budget(limit.amount(), Budget.Period.valueOf(limit.period().name()));
    }
  }
}
