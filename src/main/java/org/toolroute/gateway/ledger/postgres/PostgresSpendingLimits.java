package org.toolroute.gateway.ledger.postgres;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.ledger.SpendingLimits;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/** Sets and reads budgets; holds count them themselves. */
final class PostgresSpendingLimits implements SpendingLimits {
  private static final String SET = SqlFile.read("limit_set");
  private static final String REMOVE = SqlFile.read("limit_remove");
  private static final String FIND = SqlFile.read("limit_find");

  private final LedgerDatabase database;

  PostgresSpendingLimits(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void limitKey(AccountId account, Environment environment, KeyId key, SpendingLimit limit) {
    set(account, environment, key.value(), "key", limit);
  }

  @Override
  public void limitAccount(AccountId account, Environment environment, SpendingLimit limit) {
    set(account, environment, account.value(), "account", limit);
  }

  @Override
  public void removeAccountLimit(AccountId account, Environment environment) {
    database.run(
        jdbc -> bindSubject(jdbc.sql(REMOVE), account, environment, account.value()).update());
  }

  @Override
  public Optional<Use> ofKey(AccountId account, Environment environment, KeyId key) {
    return find(account, environment, key.value());
  }

  @Override
  public Optional<Use> ofAccount(AccountId account, Environment environment) {
    return find(account, environment, account.value());
  }

  private void set(
      AccountId account, Environment environment, UUID subject, String scope, SpendingLimit limit) {
    if (limit.amount().compareTo(Credits.MOVEMENT_MAX) > 0) {
      throw RequestRules.refused(
          "amount", "The amount must be at most " + Credits.MOVEMENT_MAX + ".");
    }
    boolean set =
        database.run(jdbc ->
            bindSubject(jdbc.sql(SET), account, environment, subject)
                .param("scope", scope)
                .param("cap", limit.amount().micros())
                .param("period", limit.period().wireName())
                .query(Long.class)
                .optional()
                .isPresent());
    if (!set) {
      throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such account.");
    }
  }

  private Optional<Use> find(AccountId account, Environment environment, UUID subject) {
    return database.run(jdbc ->
        bindSubject(jdbc.sql(FIND), account, environment, subject)
            .query((row, number) ->
                new Use(
                    new SpendingLimit(
                        new Credits(row.getLong("cap_micros")),
                        Period.valueOf(row.getString("period").toUpperCase(Locale.ROOT))),
                    new Credits(row.getLong("used_micros")),
                    new Credits(row.getLong("held_micros"))))
            .optional());
  }

  private static StatementSpec bindSubject(
      StatementSpec statement, AccountId account, Environment environment, UUID subject) {
    return statement
        .param("account", account.value())
        .param("environment", environment.wireName())
        .param("subject", subject);
  }
}
