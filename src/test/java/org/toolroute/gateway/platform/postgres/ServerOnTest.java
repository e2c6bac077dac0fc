package org.toolroute.gateway.platform.postgres;

import java.io.BufferedReader;
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

  /** The programs, unpacked once for all tests of this process. */
  private static final class Programs {
    static final PostgresBinaries UNPACKED = unpack();

    private static PostgresBinaries unpack() {
      try {
        Path directory = Files.createTempDirectory("toolroute-programs");
        PostgresHome.protect(directory, "rwxr-xr-x");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> FileTree.deleteIfPossible(directory)));
        return PostgresBinaries.unpack(PostgresHome.open(directory), Platform.current());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes a directory a home that already has the programs. */
  static Path homeWithPrograms(Path home) throws IOException {
    Path base = Files.createDirectories(home.resolve("postgres"));
    Path programs = Programs.UNPACKED.directory();
    Files.createSymbolicLink(base.resolve(programs.getFileName()), programs);
    return home;
  }

  /** The same, and every user may pass through it, as through an ordinary home. */
  static Path openHomeWithPrograms(Path home) throws IOException {
    homeWithPrograms(home);
    PostgresHome.protect(home, "rwxr-xr-x");
    return home;
  }

  static String text(PostgresLogin login) {
    return login.password().reveal(SecretAccess.DATABASE_LOGIN);
  }

  static Connection connect(RunningPostgres server, PostgresLogin login) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), login.user(), text(login));
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
    return ProcessHandle.current().info().user().filter("root"::equals).isPresent();
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

  /** The first line of a form; lines of a log may come before it. Empty when there is none. */
  static String lineLike(String form, BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.matches(form)) {
        return line;
      }
    }
    return "";
  }
}
