package org.toolroute.gateway.ledger.postgres;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.TopUp;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Adds prepaid credits, once for each reference. */
final class PostgresTopUps implements TopUps {
  private static final String TOP_UP = SqlFile.read("top_up");
  private static final String EARLIER =
      "SELECT amount_micros, available_after_micros FROM ledger_transfer"
          + " WHERE account_id = :account AND transfer_id = :transfer";

  private final LedgerDatabase database;

  PostgresTopUps(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public TopUp topUp(AccountId account, Credits amount, String reference) {
    RequestRules.checkAmount(amount);
    RequestRules.checkReference(reference);
    UUID transfer = TransferIds.topUp(account, reference);
    Added added = database.run(jdbc -> add(jdbc, account, transfer, amount, reference));
    if (!added.accountKnown()) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such account.");
    }
    return added
        .available()
        .map(available -> new TopUp(transfer, amount, available, true))
        .orElseGet(() -> earlier(account, transfer, amount));
  }

  private static Added add(
      JdbcClient jdbc, AccountId account, UUID transfer, Credits amount, String reference) {
    return jdbc.sql(TOP_UP)
        .param("account", account.value())
        .param("transfer", transfer)
        .param("amount", amount.micros())
        .param("reference", reference)
        .query((row, number) ->
            new Added(
                row.getLong("accounts") > 0,
                credits(row.getObject("available_micros", Long.class))))
        .single();
  }

  private TopUp earlier(AccountId account, UUID transfer, Credits amount) {
    TopUp first =
        database.run(jdbc ->
            jdbc.sql(EARLIER)
                .param("account", account.value())
                .param("transfer", transfer)
                .query((row, number) ->
                    new TopUp(
                        transfer,
                        new Credits(row.getLong("amount_micros")),
                        new Credits(row.getLong("available_after_micros")),
                        false))
                .single());
    if (!first.amount().equals(amount)) {
      throw RequestRules.refused("amount", "This reference was used for another amount.");
    }
    return first;
  }

  private static Optional<Credits> credits(@Nullable Long micros) {
    return Optional.ofNullable(micros).map(Credits::new);
  }

  private record Added(boolean accountKnown, Optional<Credits> available) {}
}
