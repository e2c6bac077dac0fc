package org.toolroute.gateway.ledger.postgres;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.Refunds;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Gives credits back. The balance is locked before anything is summed, so refunds of one call see
 * each other.
 */
final class PostgresRefunds implements Refunds {
  private static final String REFUND = SqlFile.read("refund");
  private static final String MOVEMENTS =
      "SELECT transfer_id, environment, kind, credit_account, amount_micros"
          + " FROM ledger_transfer"
          + " WHERE account_id = :account"
          + " AND (transfer_id IN (:call, :excess) OR (call_id = :call AND kind = 'refund'))";
  private static final String LOCK_BALANCES =
      "SELECT account_id FROM ledger_balance"
          + " WHERE account_id = :account ORDER BY environment FOR UPDATE";

  private final LedgerDatabase database;

  PostgresRefunds(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public Refund refund(AccountId account, CallId call, Credits amount, String reference) {
    RequestRules.checkAmount(amount);
    RequestRules.checkReference(reference);
    UUID transfer = TransferIds.refund(call, reference);
    return database.transact(jdbc -> {
      jdbc.sql(LOCK_BALANCES).param("account", account.value()).query(UUID.class).list();
      List<Movement> movements = movements(jdbc, account, call);
      return movements.stream()
          .filter(movement -> movement.id().equals(transfer))
          .findFirst()
          .map(first -> repeated(first, amount))
          .orElseGet(() -> insert(jdbc, account, call, transfer, amount, reference, movements));
    });
  }

  private static List<Movement> movements(JdbcClient jdbc, AccountId account, CallId call) {
    return jdbc.sql(MOVEMENTS)
        .param("account", account.value())
        .param("call", call.value())
        .param("excess", TransferIds.excess(call))
        .query((row, number) ->
            new Movement(
                row.getObject("transfer_id", UUID.class),
                row.getString("environment"),
                row.getString("kind").equals("refund"),
                row.getString("credit_account"),
                new Credits(row.getLong("amount_micros"))))
        .list();
  }

  private static Refund repeated(Movement first, Credits amount) {
    if (!first.amount().equals(amount)) {
      throw RequestRules.refused("amount", "This reference was used for another amount.");
    }
    return new Refund(first.id(), amount, false);
  }

  private static Refund insert(
      JdbcClient jdbc,
      AccountId account,
      CallId call,
      UUID transfer,
      Credits amount,
      String reference,
      List<Movement> movements) {
    Movement charge =
        movements.stream()
            .filter(movement -> !movement.refund())
            .findFirst()
            .orElseThrow(
                () -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such charge."));
    Credits left = sum(movements, false).minus(sum(movements, true));
    if (amount.compareTo(left) > 0) {
      throw RequestRules.refused("amount", "Only " + left + " of the charge can be refunded.");
    }
    jdbc.sql(REFUND)
        .param("account", account.value())
        .param("transfer", transfer)
        .param("environment", charge.environment())
        .param("revenue", charge.creditAccount())
        .param("amount", amount.micros())
        .param("call", call.value())
        .param("reference", reference)
        .update();
    return new Refund(transfer, amount, true);
  }

  private static Credits sum(List<Movement> movements, boolean refunds) {
    return movements.stream()
        .filter(movement -> movement.refund() == refunds)
        .map(Movement::amount)
        .reduce(Credits.ZERO, Credits::plus);
  }

  /** A charge of the call, or a refund of it. */
  private record Movement(
      UUID id, String environment, boolean refund, String creditAccount, Credits amount) {}
}
