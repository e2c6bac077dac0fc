package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.Secret;

/** The gateway keys of accounts: issued, listed, revoked. */
public final class GatewayKeys {
  /** Topic of changes whose subject is a key that was revoked. */
  static final String TOPIC = "gateway_key";

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final Duration LIFE_MAX = Duration.ofDays(36_500);

  private final JdbcClient database;
  private final TransactionOperations transaction;
  private final InstantSource clock;
  private final KeyBudgets budgets;
  private final KnownKeys knownKeys;
  private final KeyForm form = new KeyForm();

  GatewayKeys(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      KeyBudgets budgets,
      KnownKeys knownKeys) {
    this.database = requireNonNull(database, "database");
    this.transaction = requireNonNull(transaction, "transaction");
    this.clock = requireNonNull(clock, "clock");
    this.budgets = requireNonNull(budgets, "budgets");
    this.knownKeys = requireNonNull(knownKeys, "knownKeys");
  }

  /**
   * Makes a key. The caller shows {@link IssuedKey#secret()} once and closes it.
   *
   * @throws GatewayException {@code not_found} without such an account; {@code invalid_request} for
   *     an expiry in the past or more than a hundred years ahead
   */
  public IssuedKey issue(AccountId account, NewKey wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (!wanted.expiresAt().map(at -> isAllowedExpiry(at, now)).orElse(true)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "expires_at must be in the future, within 100 years.");
    }
    Secret secret = form.generate(wanted.environment());
    GatewayKey key =
        new GatewayKey(
            KeyId.next(),
            account,
            wanted.environment(),
            wanted.name(),
            KeyForm.prefixOf(secret),
            wanted.allowedTools(),
            wanted.budget(),
            now,
            wanted.expiresAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)),
            Optional.empty());
    transaction.executeWithoutResult(_ -> {
      insert(key, KeyHash.of(secret));
      key.budget().ifPresent(budget -> budgets.set(account, key.environment(), key.id(), budget));
    });
    return new IssuedKey(key, secret);
  }

  /**
   * The account's keys of both environments, revoked ones included, in the order of their ids: by
   * creation, to the millisecond.
   */
  public Page<GatewayKey> list(AccountId account, PageRequest request) {
    UUID after =
        request
            .cursor()
            .map(cursor -> KeyId.parse(cursor).orElseThrow(PageRequest::unknownCursor).value())
            .orElse(BEFORE_ALL);
    List<GatewayKey> rows =
        database
            .sql(
                """
                SELECT * FROM gateway_key WHERE account_id = :account AND key_id > :after
                ORDER BY key_id LIMIT :rows
                """)
            .param("account", account.value())
            .param("after", after)
            .param("rows", request.limit() + 1)
            .query(GatewayKeys::read)
            .list();
    return Page.cut(withBudgets(account, rows), request, key -> key.id().toString());
  }

  /**
   * Revokes a key: at once here, within a second on the other nodes. Repeating it changes nothing.
   *
   * @throws GatewayException {@code not_found}, the same for another account's key and for none
   */
  public GatewayKey revoke(AccountId account, KeyId key) {
    GatewayKey revoked =
        database
            .sql(
                """
                WITH revoked AS (
                  UPDATE gateway_key SET revoked_at = coalesce(revoked_at, :now)
                  WHERE key_id = :key AND account_id = :account RETURNING *)
                SELECT revoked.*, pg_notify('toolroute_change', 'gateway_key:' || key_id)
                FROM revoked
                """)
            .param("key", key.value())
            .param("account", account.value())
            .param("now", Timestamp.from(clock.instant()))
            .query(GatewayKeys::read)
            .optional()
            .orElseThrow(GatewayKeys::notFound);
    knownKeys.dropKey(key);
    return withBudgets(account, List.of(revoked)).getFirst();
  }

  /** What is thrown for a key that does not exist, is another's, or an id that is none. */
  public static GatewayException notFound() {
    return new GatewayException(ErrorCode.NOT_FOUND, "There is no such key.");
  }

  private void insert(GatewayKey key, KeyHash hash) {
    int rows =
        database
            .sql(
                """
                INSERT INTO gateway_key (key_id, account_id, environment, name, sha256, prefix,
                    allowed_tools, expires_at, created_at)
                SELECT :key, account_id, :environment, :name, :sha256, :prefix,
                    :tools, :expiresAt::timestamptz, :now
                FROM account WHERE account_id = :account
                """)
            .param("key", key.id().value())
            .param("account", key.account().value())
            .param("environment", key.environment().wireName())
            .param("name", key.name().orElse(null))
            .param("sha256", hash.bytes())
            .param("prefix", key.prefix())
            .param("tools", key.allowedTools().toArray(String[]::new))
            .param("expiresAt", key.expiresAt().map(Timestamp::from).orElse(null))
            .param("now", Timestamp.from(key.createdAt()))
            .update();
    if (rows == 0) {
      throw Accounts.notFound();
    }
  }

  private List<GatewayKey> withBudgets(AccountId account, List<GatewayKey> keys) {
    Set<KeyId> ids = keys.stream().map(GatewayKey::id).collect(Collectors.toSet());
    Map<KeyId, Budget> found = budgets.find(account, ids);
    return keys.stream().map(k -> k.with(Optional.ofNullable(found.get(k.id())))).toList();
  }

  private static boolean isAllowedExpiry(Instant at, Instant now) {
    return at.isAfter(now) && at.isBefore(now.plus(LIFE_MAX));
  }

  private static GatewayKey read(ResultSet row, int number) throws SQLException {
    return new GatewayKey(
        new KeyId(row.getObject("key_id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("name")),
        row.getString("prefix"),
        KnownKeys.allowedTools(row),
        Optional.empty(),
        row.getTimestamp("created_at").toInstant(),
        KnownKeys.instant(row, "expires_at"),
        KnownKeys.instant(row, "revoked_at"));
  }
}
