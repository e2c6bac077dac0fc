package org.toolroute.gateway.ledger.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the database said when a statement failed.
 *
 * @param state the SQLSTATE; empty when no connection could be had
 * @param constraint the constraint that was violated; empty when none was
 */
record SqlFailure(String state, String constraint) {
  private static final SqlFailure NO_CONNECTION = new SqlFailure("", "");

  static SqlFailure of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return NO_CONNECTION; // the pool has tried for as long as anybody may wait
      }
      if (cause instanceof SQLException failure) {
        return new SqlFailure(Objects.toString(failure.getSQLState(), ""), constraint(failure));
      }
    }
    return NO_CONNECTION;
  }

  private static String constraint(SQLException failure) {
    return Optional.of(failure)
        .filter(PSQLException.class::isInstance)
        .map(PSQLException.class::cast)
        .map(PSQLException::getServerErrorMessage)
        .map(ServerErrorMessage::getConstraint)
        .orElse("");
  }

  /**
   * Whether the same statement may work at once: it was chosen as the victim of a deadlock or of a
   * serialisation conflict, or its connection broke. Every statement here is safe to repeat.
   */
  boolean isTransient() {
    return state.equals("40001") || state.equals("40P01") || state.startsWith("08");
  }

  /** Whether the database is away; what was sent to it may have been carried out. */
  boolean isOutage() {
    return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
  }

  /** Whether the statement was understood and its data was refused. */
  boolean isAboutData() {
    return state.startsWith("22") || state.startsWith("23");
  }

  /** Whether it stays until a person acts: a missing table, a missing grant, a full disk. */
  boolean needsOperator() {
    return state.startsWith("42") || state.startsWith("53") || state.startsWith("XX");
  }
}
