package org.toolroute.gateway.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The roles and the database on the server. Preparing them again changes nothing, except that each
 * password becomes that of its file.
 */
final class Roles {
  static final String SUPERUSER = "postgres";
  static final String OWNER = "toolroute_owner";
  static final String GATEWAY = "toolroute_gateway";
  static final String DATABASE = "toolroute";

  private final int port;
  private final Secret superuserPassword;

  Roles(int port, Secret superuserPassword) {
    this.port = port;
    this.superuserPassword = superuserPassword;
  }

  /**
   * The URL of a database on this machine. A program that squats on the port while the server is
   * down must not get a password by asking for it in plain text, hence {@code requireAuth}.
   */
  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&requireAuth=scram-sha-256"
        .formatted(port, database);
  }

  /** Connects as the superuser. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        url(port, SUPERUSER) + "&connectTimeout=5&socketTimeout=30",
        SUPERUSER,
        superuserPassword.reveal(SecretAccess.DATABASE_LOGIN));
  }

  void prepare(PostgresLogin owner, PostgresLogin gateway) {
    try (Connection connection = connect()) {
      for (PostgresLogin login : List.of(owner, gateway)) {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", login.user())) {
          execute(connection, "CREATE ROLE %I LOGIN", login.user());
        }
        String password = login.password().reveal(SecretAccess.DATABASE_LOGIN);
        execute(connection, "ALTER ROLE %I PASSWORD %L", login.user(), password);
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        execute(connection, "CREATE DATABASE %I OWNER %I", DATABASE, owner.user());
      }
      execute(connection, "REVOKE ALL ON DATABASE %I, postgres, template1 FROM PUBLIC", DATABASE);
      execute(connection, "GRANT CONNECT ON DATABASE %I TO %I", DATABASE, gateway.user());
    } catch (SQLException e) {
      throw PostgresStartException.setupFailed(e);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * Runs a statement that takes no parameters of the protocol: the server itself quotes the values
   * into it ({@code %I} a name, {@code %L} a text). Statements are not logged.
   */
  private static void execute(Connection connection, String template, String... values)
      throws SQLException {
    try (PreparedStatement format = connection.prepareStatement("SELECT format(?, VARIADIC ?)");
        Statement statement = connection.createStatement()) {
      format.setString(1, template);
      format.setArray(2, connection.createArrayOf("text", values));
      try (ResultSet row = format.executeQuery()) {
        row.next();
        statement.execute(row.getString(1));
      }
    }
  }
}
