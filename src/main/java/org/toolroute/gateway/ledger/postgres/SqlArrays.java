package org.toolroute.gateway.ledger.postgres;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Array parameters, one for each column of the rows that a batch statement unnests. */
final class SqlArrays {
  private SqlArrays() {}

  /**
   * @param type of the elements in the database, for example {@code uuid}
   */
  static <T> SqlArrayValue column(
      String type, List<T> rows, Function<T, ? extends @Nullable Object> value) {
    return new SqlArrayValue(type, rows.stream().map(value).toArray());
  }
}
