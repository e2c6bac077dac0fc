package org.toolroute.gateway.account;

import java.util.Map;
import java.util.Set;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;

/** Where the budgets of gateway keys are kept and enforced: the ledger. */
public interface KeyBudgets {
  /**
   * Gives a key its budget. Called in the transaction that creates the key: an exception undoes
   * both.
   */
  void set(AccountId account, Environment environment, KeyId key, Budget budget);

  /** The budgets of those of {@code keys} that have one. */
  Map<KeyId, Budget> find(AccountId account, Set<KeyId> keys);
}
