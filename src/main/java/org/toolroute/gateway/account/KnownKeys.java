package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.change.Change;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.change.ChangeListener;
import org.toolroute.gateway.change.WatchedCache;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;

/**
 * Finds gateway keys by their hash. Remembers only keys that are good, so that every refusal has
 * taken the same way: one hash, one look into the database.
 */
final class KnownKeys implements ChangeListener {
  private static final int KEYS_MAX = 10_000;

  private final JdbcClient database;
  private final WatchedCache<KeyHash, Optional<KnownKey>> cache;

  KnownKeys(JdbcClient database, ChangeFeed feed) {
    this.database = requireNonNull(database, "database");
    this.cache = new WatchedCache<>(feed, KEYS_MAX);
    feed.register(this);
  }

  /**
   * A key as it was found.
   *
   * @param hash for a second comparison, in constant time
   */
  record KnownKey(
      Caller caller, KeyHash hash, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {

    boolean isGoodAt(Instant now) {
      return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }
  }

  /** The key with that hash if it is good at {@code now}. */
  Optional<KnownKey> findGood(KeyHash hash, Instant now) {
    Optional<KnownKey> remembered =
        cache.find(hash).flatMap(key -> key).filter(key -> key.isGoodAt(now));
    return remembered.isPresent()
        ? remembered
        : cache
            .load(hash, this::read, key -> key.filter(known -> known.isGoodAt(now)).isPresent())
            .filter(key -> key.isGoodAt(now));
  }

  void dropKey(KeyId key) {
    cache.dropIf(known -> known.filter(k -> k.caller().key().equals(key)).isPresent());
  }

  void dropKeysOf(AccountId account) {
    cache.dropIf(known -> known.filter(k -> k.caller().account().equals(account)).isPresent());
  }

  @Override
  public void changed(Change change) {
    switch (change.topic()) {
      case Accounts.TOPIC ->
          change.subjectId().map(AccountId::new).ifPresentOrElse(this::dropKeysOf, cache::dropAll);
      case GatewayKeys.TOPIC ->
          change.subjectId().map(KeyId::new).ifPresentOrElse(this::dropKey, cache::dropAll);
      default -> {
        // Another module's.
      }
    }
  }

  @Override
  public void anythingMayHaveChanged() {
    cache.dropAll();
  }

  private Optional<KnownKey> read(KeyHash hash) {
    return database
        .sql(
            """
            SELECT k.*, a.frozen_at FROM gateway_key k JOIN account a USING (account_id)
            WHERE k.sha256 = :sha256
            """)
        .param("sha256", hash.bytes())
        .query(KnownKeys::readRow)
        .optional();
  }

  private static KnownKey readRow(ResultSet row, int number) throws SQLException {
    return new KnownKey(
        new Caller(
            new AccountId(row.getObject("account_id", UUID.class)),
            new KeyId(row.getObject("key_id", UUID.class)),
            Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
            row.getTimestamp("frozen_at") != null,
            allowedTools(row)),
        KeyHash.stored(row.getBytes("sha256")),
        instant(row, "expires_at"),
        instant(row, "revoked_at"));
  }

  static Set<String> allowedTools(ResultSet row) throws SQLException {
    Array names = row.getArray("allowed_tools");
    return Set.of((String[]) names.getArray());
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
