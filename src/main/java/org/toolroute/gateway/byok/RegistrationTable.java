package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ProviderId;

/**
 * The table {@code byok_key}. Every statement that changes a row tells all nodes of it when it
 * commits.
 */
final class RegistrationTable {
  private final JdbcClient database;

  RegistrationTable(JdbcClient database) {
    this.database = requireNonNull(database, "database");
  }

  Optional<Registration> find(Slot slot) {
    return database
        .sql(
            """
            SELECT * FROM byok_key WHERE account_id = :account AND environment = :environment
              AND provider = :provider
            """)
        .param("account", slot.account().value())
        .param("environment", slot.environment().wireName())
        .param("provider", slot.provider().value())
        .query(RegistrationTable::read)
        .optional();
  }

  Optional<Registration> find(AccountId account, Environment environment, ByokId id) {
    return database
        .sql(
            """
            SELECT * FROM byok_key WHERE byok_id = :id AND account_id = :account
              AND environment = :environment
            """)
        .param("id", id.value())
        .param("account", account.value())
        .param("environment", environment.wireName())
        .query(RegistrationTable::read)
        .optional();
  }

  List<Registration> list(AccountId account, Environment environment, UUID after, int rows) {
    return database
        .sql(
            """
            SELECT * FROM byok_key WHERE account_id = :account AND environment = :environment
              AND byok_id > :after ORDER BY byok_id LIMIT :rows
            """)
        .param("account", account.value())
        .param("environment", environment.wireName())
        .param("after", after)
        .param("rows", rows)
        .query(RegistrationTable::read)
        .list();
  }

  /**
   * Puts a registration into its slot, overwriting the one that is there; returns the id of that.
   */
  Optional<ByokId> put(Registration registration) {
    SealedSecret sealed = registration.sealed().secret();
    return database
        .sql(
            """
            WITH written AS (
              INSERT INTO byok_key AS k (byok_id, account_id, environment, provider, label,
                  key_version, wrapped_key, iv, ciphertext, created_at)
              VALUES (:id, :account, :environment, :provider, :label,
                  :version, :wrappedKey, :iv, :ciphertext, :now)
              ON CONFLICT (account_id, environment, provider) DO UPDATE SET
                replaces_id = k.byok_id, byok_id = excluded.byok_id, label = excluded.label,
                key_version = excluded.key_version, wrapped_key = excluded.wrapped_key,
                iv = excluded.iv, ciphertext = excluded.ciphertext,
                rejected_at = NULL, unreadable_at = NULL, created_at = excluded.created_at
              RETURNING k.*)
            SELECT replaces_id, pg_notify('toolroute_change',
              CASE WHEN replaces_id IS NULL THEN 'registration:' ELSE 'registration_gone:' END
              || concat_ws('/', account_id, environment, provider, replaces_id)) FROM written
            """)
        .param("id", registration.id().value())
        .param("account", registration.account().value())
        .param("environment", registration.environment().wireName())
        .param("provider", registration.provider().value())
        .param("label", registration.label().orElse(null))
        .param("version", registration.sealed().version())
        .param("wrappedKey", sealed.wrappedKey())
        .param("iv", sealed.iv())
        .param("ciphertext", sealed.ciphertext())
        .param("now", Timestamp.from(registration.createdAt()))
        .query((row, _) -> Optional.ofNullable(row.getObject("replaces_id", UUID.class)))
        .single()
        .map(ByokId::new);
  }

  /** Deletes a registration; returns the slot that is empty now, or empty if there was none. */
  Optional<Slot> delete(AccountId account, Environment environment, ByokId id) {
    return database
        .sql(
            """
            WITH gone AS (
              DELETE FROM byok_key WHERE byok_id = :id AND account_id = :account
                AND environment = :environment RETURNING *)
            SELECT provider, pg_notify('toolroute_change',
              'registration_gone:' || concat_ws('/', account_id, environment, provider, byok_id))
            FROM gone
            """)
        .param("id", id.value())
        .param("account", account.value())
        .param("environment", environment.wireName())
        .query((row, _) -> new Slot(account, environment, new ProviderId(row.getString(1))))
        .optional();
  }

  /**
   * Marks a row, unless it was marked within the last ten seconds: whoever goes on calling with a
   * dead key must not cause a write and a notification each time.
   *
   * @return whether the row was changed, as for the other marks
   */
  boolean setRejected(ByokId id, Instant now) {
    return change(
        """
        rejected_at = :now WHERE byok_id = :id
          AND (rejected_at IS NULL OR rejected_at < :now::timestamptz - interval '10 seconds')
        """,
        id,
        Optional.of(now));
  }

  boolean clearRejected(ByokId id) {
    return change(
        "rejected_at = NULL WHERE byok_id = :id AND rejected_at IS NOT NULL", id, Optional.empty());
  }

  boolean setUnreadable(ByokId id, Instant now) {
    return change(
        "unreadable_at = :now WHERE byok_id = :id AND unreadable_at IS NULL", id, Optional.of(now));
  }

  boolean clearUnreadable(ByokId id) {
    return change(
        "unreadable_at = NULL WHERE byok_id = :id AND unreadable_at IS NOT NULL",
        id,
        Optional.empty());
  }

  private boolean change(String assignmentAndCondition, ByokId id, Optional<Instant> now) {
    JdbcClient.StatementSpec statement =
        database
            .sql(
                """
                WITH changed AS (UPDATE byok_key SET %s RETURNING *)
                SELECT pg_notify('toolroute_change',
                  'registration:' || concat_ws('/', account_id, environment, provider))
                FROM changed
                """
                    .formatted(assignmentAndCondition))
            .param("id", id.value());
    now.ifPresent(time -> statement.param("now", Timestamp.from(time)));
    return !statement.query((_, number) -> number).list().isEmpty();
  }

  private static Registration read(ResultSet row, int number) throws SQLException {
    Optional<Instant> rejected = instant(row, "rejected_at");
    Optional<Instant> unreadable = instant(row, "unreadable_at");
    return new Registration(
        new ByokId(row.getObject("byok_id", UUID.class)),
        new AccountId(row.getObject("account_id", UUID.class)),
        Environment.valueOf(row.getString("environment").toUpperCase(Locale.ROOT)),
        new ProviderId(row.getString("provider")),
        Optional.ofNullable(row.getString("label")),
        unreadable.isPresent()
            ? Registration.Status.UNREADABLE
            : rejected.isPresent() ? Registration.Status.REJECTED : Registration.Status.ACTIVE,
        unreadable.or(() -> rejected),
        row.getTimestamp("created_at").toInstant(),
        new SealedKey(
            new SealedSecret(
                row.getString("wrapped_key"), row.getBytes("iv"), row.getBytes("ciphertext")),
            row.getInt("key_version")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
