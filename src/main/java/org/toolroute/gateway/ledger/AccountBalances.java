package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.AccountId;

/** The balances of an account, one for each environment. */
public interface AccountBalances {
  /**
   * Opens both balances of a new account: nothing live, 100 test credits. Repeating it changes
   * nothing. Until then the account has nothing to spend and cannot be topped up.
   */
  void open(AccountId account);
}
