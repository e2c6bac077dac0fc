package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.toolroute.gateway.shared.SecretAccess;

/** What the tests of the embedded server do with it again and again. */
final class ServerOnTest {
  private ServerOnTest() {}

  static Connection connect(RunningPostgres server, PostgresLogin login) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(), login.user(), login.password().reveal(SecretAccess.DATABASE_LOGIN));
  }

  static void execute(RunningPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server, server.owner());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(RunningPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server, server.owner());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Starts this test's Java with another main class, and this process's environment. */
  static ProcessBuilder java(Class<?> main, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName());
    builder.command().addAll(List.of(arguments));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
