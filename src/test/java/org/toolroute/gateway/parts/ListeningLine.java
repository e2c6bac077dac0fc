package org.toolroute.gateway.parts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.toolroute.gateway.change.ListeningConnections;

/** The connection on which a node listens, to be cut and mended. */
public final class ListeningLine extends DelegatingDataSource {
  private final JdbcClient server;
  private final AtomicReference<@Nullable Integer> backend = new AtomicReference<>();
  private volatile boolean cut;

  public ListeningLine(TestDatabase database) {
    super(ListeningConnections.to(database.jdbcUrl(), TestDatabase.GATEWAY, database.password()));
    server = JdbcClient.create(database.gateway());
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (cut) {
      throw new SQLException("the line is cut");
    }
    Connection connection = super.getConnection();
    backend.set(connection.unwrap(PGConnection.class).getBackendPID());
    return connection;
  }

  /** Ends the connection on the server; the node may open another at once. */
  public void killBackend() {
    server
        .sql("SELECT pg_terminate_backend(:pid)")
        .param("pid", backend.get())
        .query(Boolean.class)
        .single();
  }

  /** Ends the connection and refuses new ones. */
  public void cut() {
    cut = true;
    killBackend();
  }

  public void mend() {
    cut = false;
  }
}
