package org.toolroute.gateway.change;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes the connection that listens: outside the pool, kept alive, never waiting for ever. */
public final class ListeningConnections {
  private static final int CONNECT_SECONDS_MAX = 2;

  private ListeningConnections() {}

  /**
   * A source of single connections.
   *
   * @param jdbcUrl of PostgreSQL itself or of a pool in session mode
   */
  public static DataSource to(String jdbcUrl, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(jdbcUrl);
    if (user != null) {
      connections.setUser(user);
    }
    if (password != null) {
      connections.setPassword(password);
    }
    connections.setApplicationName("toolroute change feed");
    connections.setTcpKeepAlive(true);
    connections.setConnectTimeout(CONNECT_SECONDS_MAX);
    connections.setSocketTimeout(CONNECT_SECONDS_MAX);
    return connections;
  }
}
