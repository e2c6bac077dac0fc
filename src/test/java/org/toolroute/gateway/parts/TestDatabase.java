package org.toolroute.gateway.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database with the gateway's schema and its two roles, on a PostgreSQL server that all
 * tests of this process share. The server is an embedded one, or the one that {@code
 * TOOLROUTE_TEST_DATABASE_URL} names (a JDBC URL of a superuser), so the same tests run on both.
 */
public final class TestDatabase implements AutoCloseable {
  public static final String OWNER = "toolroute_owner";
  public static final String GATEWAY = "toolroute_gateway";
  private static final String PASSWORD = "for-tests-only";

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** Creates the database and migrates it. */
  public static TestDatabase create() {
    TestDatabase database = createEmpty();
    Flyway.configure()
        .dataSource(database.owner())
        .placeholders(Map.of("gatewayRole", GATEWAY))
        .load()
        .migrate();
    return database;
  }

  /** Creates the database without a schema. */
  public static TestDatabase createEmpty() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    onServer(
        """
        DO $$ BEGIN CREATE ROLE %1$s LOGIN PASSWORD '%3$s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        DO $$ BEGIN CREATE ROLE %2$s LOGIN PASSWORD '%3$s'; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        """
            .formatted(OWNER, GATEWAY, PASSWORD));
    onServer("CREATE DATABASE " + name + " OWNER " + OWNER);
    return new TestDatabase(name);
  }

  /** Connects as the role that owns the schema and runs migrations. */
  public DataSource owner() {
    return dataSource(OWNER);
  }

  /** Connects as the role that the gateway runs with. */
  public DataSource gateway() {
    return dataSource(GATEWAY);
  }

  public String jdbcUrl() {
    return Server.URL.replaceFirst("/[^/?]*(\\?.*)?$", "/" + name);
  }

  public String password() {
    return PASSWORD;
  }

  @Override
  public void close() {
    onServer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private DataSource dataSource(String role) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl());
    dataSource.setUser(role);
    dataSource.setPassword(PASSWORD);
    return dataSource;
  }

  private static void onServer(String sql) {
    try (Connection connection = DriverManager.getConnection(Server.URL);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the test database server refused a statement", e);
    }
  }

  /** Starts the embedded server on first use. */
  private static final class Server {
    static final String URL =
        Optional.ofNullable(System.getenv("TOOLROUTE_TEST_DATABASE_URL")).orElseGet(Server::start);

    private static String start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
        return server.getJdbcUrl("postgres", "postgres");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
