package org.toolroute.gateway.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Everything that a database holds, as text; byte columns also as the text that they may be. */
public final class DatabaseDump {

  private DatabaseDump() {}

  public static String of(DataSource owner) throws SQLException {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table :
          column(
              statement,
              """
              SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
              FROM information_schema.tables
              WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
              """)) {
        dump.append("\n-- ").append(table).append('\n');
        column(statement, "SELECT t::text FROM " + table + " t").forEach(dump::append);
      }
      for (String query :
          column(
              statement,
              """
              SELECT format('SELECT encode(%I, ''escape'') FROM %I.%I WHERE %I IS NOT NULL',
                            column_name, table_schema, table_name, column_name)
              FROM information_schema.columns
              WHERE data_type = 'bytea'
                AND table_schema NOT IN ('pg_catalog', 'information_schema')
              """)) {
        column(statement, query).forEach(dump::append);
      }
    }
    return dump.toString();
  }

  private static List<String> column(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
