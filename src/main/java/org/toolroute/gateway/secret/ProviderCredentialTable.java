package org.toolroute.gateway.secret;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.shared.ProviderId;

/** The table {@code provider_credential}: the gateway's own provider keys, sealed. */
final class ProviderCredentialTable implements WrappedKeyStore {
  /** Owner of these keys in a {@link SealingContext}. */
  static final String OWNER = "_gateway";

  /** The topic of a {@link org.toolroute.gateway.change.Change}; its subject is the provider. */
  static final String TOPIC = "provider_credential";

  private final JdbcClient jdbc;

  ProviderCredentialTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Row> find(ProviderId provider) {
    return jdbc.sql(
            """
            SELECT credential_id, wrapped_dek, iv, ciphertext
            FROM provider_credential WHERE provider = ?
            """)
        .param(provider.value())
        .query(ProviderCredentialTable::row)
        .optional();
  }

  /** Stores or replaces the key, and tells every node. */
  void put(ProviderId provider, Row row) {
    jdbc.sql(
            """
            WITH stored AS (
              INSERT INTO provider_credential (provider, credential_id, wrapped_dek, iv, ciphertext)
              VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (provider) DO UPDATE SET
                credential_id = excluded.credential_id, wrapped_dek = excluded.wrapped_dek,
                iv = excluded.iv, ciphertext = excluded.ciphertext, updated_at = now()
              RETURNING provider)
            SELECT pg_notify('toolroute_change', 'provider_credential:' || provider) FROM stored
            """)
        .param(provider.value())
        .param(row.id())
        .param(row.sealed().wrappedKey())
        .param(row.sealed().iv())
        .param(row.sealed().ciphertext())
        .query((changed, number) -> number)
        .list();
  }

  @Override
  public String name() {
    return "provider_credential";
  }

  @Override
  public List<WrappedKey> after(String afterId, int limit) {
    return jdbc.sql(
            """
            SELECT provider, wrapped_dek FROM provider_credential
            WHERE provider COLLATE "C" > ? ORDER BY provider COLLATE "C" LIMIT ?
            """)
        .param(afterId)
        .param(limit)
        .query((row, index) -> new WrappedKey(row.getString(1), OWNER, row.getString(2)))
        .list();
  }

  /** Every node is told, so that none keeps a wrapping whose key may be retired. */
  @Override
  public boolean replace(WrappedKey old, String wrapped) {
    return !jdbc.sql(
            """
            WITH replaced AS (
              UPDATE provider_credential SET wrapped_dek = ?
              WHERE provider = ? AND wrapped_dek = ? RETURNING provider)
            SELECT pg_notify('toolroute_change', 'provider_credential:' || provider) FROM replaced
            """)
        .param(wrapped)
        .param(old.id())
        .param(old.wrapped())
        .query((changed, number) -> number)
        .list()
        .isEmpty();
  }

  @Override
  public boolean holds(String prefix) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM provider_credential WHERE starts_with(wrapped_dek, ?))")
        .param(prefix)
        .query(Boolean.class)
        .single();
  }

  private static Row row(ResultSet row, int index) throws SQLException {
    return new Row(
        row.getObject(1, UUID.class),
        new SealedSecret(row.getString(2), row.getBytes(3), row.getBytes(4)));
  }

  /**
   * A stored key.
   *
   * @param id new with every key that is stored
   */
  record Row(UUID id, SealedSecret sealed) {}
}
