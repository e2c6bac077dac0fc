package org.toolroute.gateway.protocol.a2a;

import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;

/** Whose a task is: for everybody else it does not exist. */
record Owner(AccountId account, Environment environment) {

  static Owner of(Caller caller) {
    return new Owner(caller.account(), caller.environment());
  }
}
