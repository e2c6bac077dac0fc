package org.toolroute.gateway.ledger.postgres;

import java.util.Arrays;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * A statement under {@code sql/ledger} that every call runs. Its parameters have names where a
 * person reads it and positions on the wire, so that its text is parsed once and not on each call.
 */
final class SqlStatement {
  private final ParsedSql named;
  private final String positional;

  private SqlStatement(ParsedSql named) {
    this.named = named;
    this.positional = NamedParameterUtils.substituteNamedParameters(named, null);
  }

  /** The statement of {@code sql/ledger/<name>.sql}. */
  static SqlStatement read(String name) {
    return new SqlStatement(NamedParameterUtils.parseSqlStatement(SqlFile.read(name)));
  }

  /**
   * The statement with a value for each of its parameters; values that it does not name are left
   * out.
   */
  StatementSpec with(JdbcClient jdbc, SqlParameterSource values) {
    return jdbc.sql(positional)
        .params(Arrays.asList(NamedParameterUtils.buildValueArray(named, values, null)));
  }
}
