package org.toolroute.gateway.ledger.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.core.NestedExceptionUtils;

/**
 * What the database said when a statement failed.
 *
 * @param state the SQLSTATE; empty when no connection could be had
 * @param constraint the constraint that was violated; empty when none was
 */
record SqlFailure(String state, String constraint) {

  static SqlFailure of(Throwable thrown) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(thrown);
    String state =
        cause instanceof SQLException sql ? Optional.ofNullable(sql.getSQLState()).orElse("") : "";
    String constraint =
        Optional.of(cause)
            .filter(PSQLException.class::isInstance)
            .map(PSQLException.class::cast)
            .map(PSQLException::getServerErrorMessage)
            .map(ServerErrorMessage::getConstraint)
            .orElse("");
    return new SqlFailure(state, constraint);
  }

  /**
   * Whether the same statement may work at once: it was chosen as the victim of a deadlock or of a
   * serialisation conflict, or its connection broke. Every statement here is safe to repeat.
   */
  boolean isTransient() {
    return state.equals("40001") || state.equals("40P01") || state.startsWith("08");
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
