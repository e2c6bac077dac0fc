package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.DisplayName;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;

/** The accounts of this installation. */
public final class Accounts {
  /** Topic of changes whose subject is an account that was frozen or unfrozen. */
  static final String TOPIC = "account";

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient database;
  private final TransactionOperations transaction;
  private final InstantSource clock;
  private final List<AccountOpened> followers;
  private final KnownKeys knownKeys;

  Accounts(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      List<AccountOpened> followers,
      KnownKeys knownKeys) {
    this.database = requireNonNull(database, "database");
    this.transaction = requireNonNull(transaction, "transaction");
    this.clock = requireNonNull(clock, "clock");
    this.followers = List.copyOf(followers);
    this.knownKeys = requireNonNull(knownKeys, "knownKeys");
  }

  /**
   * Opens an account, with everything that other modules prepare for it.
   *
   * @param name need not be unique
   * @throws GatewayException {@code invalid_request} for a name that is empty, too long or has
   *     control characters
   */
  public Account create(String name) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Account account =
        new Account(
            AccountId.next(), DisplayName.require("name", name), Account.Status.ACTIVE, now);
    transaction.executeWithoutResult(_ -> {
      database
          .sql("INSERT INTO account (account_id, name, created_at) VALUES (:id, :name, :now)")
          .param("id", account.id().value())
          .param("name", account.name())
          .param("now", Timestamp.from(now))
          .update();
      followers.forEach(follower -> follower.opened(account.id()));
    });
    return account;
  }

  public Optional<Account> find(AccountId id) {
    return database
        .sql("SELECT * FROM account WHERE account_id = :id")
        .param("id", id.value())
        .query(Accounts::read)
        .optional();
  }

  /** All accounts, in the order of their ids: by creation, to the millisecond. */
  public Page<Account> list(PageRequest request) {
    UUID after =
        request
            .cursor()
            .map(cursor -> AccountId.parse(cursor).orElseThrow(PageRequest::unknownCursor).value())
            .orElse(BEFORE_ALL);
    List<Account> rows =
        database
            .sql("SELECT * FROM account WHERE account_id > :after ORDER BY account_id LIMIT :rows")
            .param("after", after)
            .param("rows", request.limit() + 1)
            .query(Accounts::read)
            .list();
    return Page.cut(rows, request, account -> account.id().toString());
  }

  /**
   * Stops the account's calls: at once here, within a second on the other nodes.
   *
   * @throws GatewayException {@code not_found}
   */
  public Account freeze(AccountId id) {
    return setFrozen(id, true);
  }

  /**
   * Lets the account's calls through again.
   *
   * @throws GatewayException {@code not_found}
   */
  public Account unfreeze(AccountId id) {
    return setFrozen(id, false);
  }

  /** What is thrown for an account that does not exist, or an id that is none. */
  public static GatewayException notFound() {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no such account.");
  }

  private Account setFrozen(AccountId id, boolean frozen) {
    Account changed =
        database
            .sql(
                """
                WITH changed AS (
                  UPDATE account SET frozen_at = CASE WHEN :frozen THEN coalesce(frozen_at, :now) END
                  WHERE account_id = :id RETURNING *)
                SELECT changed.*, pg_notify('toolroute_change', 'account:' || account_id)
                FROM changed
                """)
            .param("id", id.value())
            .param("frozen", frozen)
            .param("now", Timestamp.from(clock.instant()))
            .query(Accounts::read)
            .optional()
            .orElseThrow(Accounts::notFound);
    knownKeys.dropKeysOf(id);
    return changed;
  }

  private static Account read(ResultSet row, int number) throws SQLException {
    return new Account(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getString("name"),
        row.getTimestamp("frozen_at") == null ? Account.Status.ACTIVE : Account.Status.FROZEN,
        row.getTimestamp("created_at").toInstant());
  }
}
