package org.toolroute.gateway.platform.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that the gateway insists on, in PostgreSQL's own spelling. They go on the command
 * line, which wins over {@code postgresql.conf}; all others are the operator's there.
 */
record ServerSettings(int port, Map<String, String> values) {
  /** Longest path of a Unix socket on Linux; macOS has 104. */
  private static final int MAX_SOCKET_PATH = 103;

  static ServerSettings of(PostgresHome home, int port, int maxConnections) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("listen_addresses", "127.0.0.1");
    values.put("port", Integer.toString(port));
    values.put("unix_socket_directories", socketDirectory(home.run(), port));
    values.put("unix_socket_permissions", "0700");
    values.put("max_connections", Integer.toString(maxConnections));
    // The bundled OpenSSL is out of support, and traffic does not leave the machine.
    values.put("ssl", "off");
    values.put("fsync", "on");
    values.put("full_page_writes", "on");
    values.put("synchronous_commit", "on");
    // Every call on credits leaves dead rows behind: look for them each 10 seconds, not each
    // minute.
    values.put("autovacuum_naptime", "10s");
    values.put("password_encryption", "scram-sha-256");
    values.put("logging_collector", "off");
    values.put("log_destination", "stderr");
    values.put("log_line_prefix", "%m [%p] ");
    values.put("log_timezone", "UTC");
    // Statements and the values in error details stay out of the log: they may be somebody's data.
    values.put("log_statement", "none");
    values.put("log_min_error_statement", "panic");
    values.put("log_error_verbosity", "terse");
    return new ServerSettings(port, values);
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    values.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  /** Whether a running server has these settings. */
  boolean areThoseOf(Connection server) throws SQLException {
    try (PreparedStatement query = server.prepareStatement("SELECT current_setting(?)")) {
      for (Map.Entry<String, String> setting : values.entrySet()) {
        query.setString(1, setting.getKey());
        try (ResultSet row = query.executeQuery()) {
          if (!row.next() || !setting.getValue().equals(row.getString(1))) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** The setting is a list, so the path is quoted; a path too long for a socket means none. */
  private static String socketDirectory(Path run, int port) {
    String socket = run.resolve(".s.PGSQL." + port).toString();
    return socket.length() > MAX_SOCKET_PATH
        ? ""
        : '"' + run.toString().replace("\"", "\"\"") + '"';
  }
}
