package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.CallId;

/**
 * A database and one gateway's ledger for a test class; after each test the books must be right.
 */
abstract class LedgerFixture {
  static TestDatabase database;
  static TestLedger gateway;
  static Ledger ledger;
  static JdbcClient owner;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    gateway = TestLedger.over(database);
    ledger = gateway.ledger();
    owner = JdbcClient.create(database.owner());
  }

  @AfterAll
  static void close() {
    gateway.close();
    database.close();
  }

  @AfterEach
  void booksAreRight() {
    assertThat(gateway.audit().run().mismatches()).isEmpty();
  }

  /**
   * Runs {@code statement} as the owner and keeps its locks until the connection is rolled back.
   */
  static Connection locking(String statement) throws SQLException {
    Connection connection = database.owner().getConnection();
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute(statement);
    }
    return connection;
  }

  /** The outcomes of a call's usage rows, in the order they were written. */
  static List<String> outcomes(CallId call) {
    return owner
        .sql("SELECT outcome FROM call_usage WHERE call_id = :call ORDER BY late")
        .param("call", call.value())
        .query(String.class)
        .list();
  }

  /** The kinds and amounts of a call's transfers. */
  static List<String> transfers(CallId call) {
    return owner
        .sql(
            "SELECT kind || ' ' || amount_micros FROM ledger_transfer"
                + " WHERE call_id = :call ORDER BY created_at, kind")
        .param("call", call.value())
        .query(String.class)
        .list();
  }
}
