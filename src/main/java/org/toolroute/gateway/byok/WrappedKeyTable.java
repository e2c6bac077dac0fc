package org.toolroute.gateway.byok;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.secret.WrappedKey;
import org.toolroute.gateway.secret.WrappedKeyStore;
import org.toolroute.gateway.shared.AccountId;

/** The wrapped data keys of the table {@code byok_key}, for key rotation. */
final class WrappedKeyTable implements WrappedKeyStore {
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient database;

  WrappedKeyTable(JdbcClient database) {
    this.database = requireNonNull(database, "database");
  }

  @Override
  public String name() {
    return "byok_key";
  }

  @Override
  public List<WrappedKey> after(String afterId, int limit) {
    return database
        .sql(
            """
            SELECT byok_id, account_id, wrapped_key FROM byok_key
            WHERE byok_id > :after ORDER BY byok_id LIMIT :limit
            """)
        .param("after", afterId.isEmpty() ? BEFORE_ALL : UUID.fromString(afterId))
        .param("limit", limit)
        .query((row, _) ->
            new WrappedKey(
                row.getString("byok_id"),
                new AccountId(row.getObject("account_id", UUID.class)).toString(),
                row.getString("wrapped_key")))
        .list();
  }

  /** Tells all nodes: what they remember would not open once the old wrapping key is retired. */
  @Override
  public boolean replace(WrappedKey old, String wrapped) {
    return !database
        .sql(
            """
            WITH changed AS (
              UPDATE byok_key SET wrapped_key = :wrapped
              WHERE byok_id = :id AND wrapped_key = :old RETURNING *)
            SELECT pg_notify('toolroute_change',
              'registration:' || concat_ws('/', account_id, environment, provider))
            FROM changed
            """)
        .param("wrapped", wrapped)
        .param("id", UUID.fromString(old.id()))
        .param("old", old.wrapped())
        .query((_, number) -> number)
        .list()
        .isEmpty();
  }

  @Override
  public boolean holds(String prefix) {
    return database
        .sql("SELECT EXISTS (SELECT FROM byok_key WHERE starts_with(wrapped_key, :prefix))")
        .param("prefix", prefix)
        .query(Boolean.class)
        .single();
  }
}
