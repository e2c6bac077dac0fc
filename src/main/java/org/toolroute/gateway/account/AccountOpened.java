package org.toolroute.gateway.account;

import org.toolroute.gateway.shared.AccountId;

/**
 * What another module prepares for a new account, for example its balances. Called in the
 * transaction that creates the account: an exception undoes both.
 */
@FunctionalInterface
public interface AccountOpened {
  void opened(AccountId account);
}
