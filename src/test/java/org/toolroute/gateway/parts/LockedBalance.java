package org.toolroute.gateway.parts;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.toolroute.gateway.shared.AccountId;

/**
 * The balance rows of an account, locked: whoever wants to hold credits waits until this is closed,
 * or for as long as the ledger's lock timeout.
 */
public final class LockedBalance implements AutoCloseable {
  private final Connection owner;

  private LockedBalance(Connection owner) {
    this.owner = owner;
  }

  /** Locks the balances of the account with the id {@code account}. */
  public static LockedBalance of(TestDatabase database, String account) throws SQLException {
    Connection owner = database.owner().getConnection();
    owner.setAutoCommit(false);
    try (PreparedStatement lock =
        owner.prepareStatement("SELECT 1 FROM ledger_balance WHERE account_id = ? FOR UPDATE")) {
      lock.setObject(1, AccountId.parse(account).orElseThrow().value());
      lock.executeQuery();
    }
    return new LockedBalance(owner);
  }

  /** Returns when a statement waits for it. */
  public void awaitWaiter() {
    await().until(this::isWaitedFor);
  }

  private boolean isWaitedFor() throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet waiting =
            statement.executeQuery(
                """
                SELECT count(*) FROM pg_locks
                WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
                """)) {
      return waiting.next() && waiting.getLong(1) > 0;
    }
  }

  @Override
  public void close() throws SQLException {
    owner.rollback();
    owner.close();
  }
}
