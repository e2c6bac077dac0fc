package org.toolroute.gateway.secret;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code secret_key_check}: which master keys this database was ever used with. */
final class KeyCheckTable {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  KeyCheckTable(DataSource dataSource) {
    jdbc = JdbcClient.create(dataSource);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** The ids of all keys that were ever used, in order. */
  List<Integer> ids() {
    return jdbc.sql("SELECT key_id FROM secret_key_check ORDER BY key_id")
        .query((row, index) -> row.getInt(1))
        .list();
  }

  /**
   * Records key {@code id} if it is new; otherwise says whether {@code checkValue} is the known
   * one.
   */
  boolean recordOrMatch(int id, byte[] checkValue) {
    return record(id, checkValue)
        || MessageDigest.isEqual(
            checkValue,
            jdbc.sql("SELECT check_value FROM secret_key_check WHERE key_id = ?")
                .param(id)
                .query(byte[].class)
                .single());
  }

  /** Runs {@code work}; what it records is kept only if it returns. */
  <T> T inTransaction(Supplier<T> work) {
    return requireNonNull(transaction.execute(status -> work.get()));
  }

  private boolean record(int id, byte[] checkValue) {
    return jdbc.sql(
                """
                INSERT INTO secret_key_check (key_id, check_value) VALUES (?, ?)
                ON CONFLICT (key_id) DO NOTHING
                """)
            .param(id)
            .param(checkValue)
            .update()
        > 0;
  }
}
