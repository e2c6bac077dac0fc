package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/** Opens balances. */
final class PostgresAccountBalances implements AccountBalances {
  private static final String OPEN = SqlFile.read("balance_open");
  private static final Credits TEST_GRANT = new Credits(100_000_000);

  private final LedgerDatabase database;

  PostgresAccountBalances(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void open(AccountId account) {
    database.run(jdbc ->
        jdbc.sql(OPEN)
            .param("account", account.value())
            .param("transfer", TransferIds.openingGrant(account))
            .param("testGrant", TEST_GRANT.micros())
            .update());
  }
}
