package org.toolroute.gateway.shared;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** What every protocol says when a statement failed and nobody on the way knew better. */
public final class DatabaseFailure {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailure.class);

  private DatabaseFailure() {}

  /**
   * The caller's error, {@code ledger_unavailable}, if the database could not answer; it is logged
   * then. Empty for every other failure, and for data that the database refused: that is a defect.
   */
  public static Optional<GatewayException> of(Throwable failure) {
    boolean away =
        failure instanceof TransactionException
            || (failure instanceof DataAccessException
                && !(failure instanceof DataIntegrityViolationException));
    if (!away) {
      return Optional.empty();
    }
    LOG.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .setCause(LOG.isDebugEnabled() ? failure : null)
        .log("the database does not answer, request refused");
    return Optional.of(unavailable());
  }

  /** What is thrown where the database that every request needs cannot answer. */
  public static GatewayException unavailable() {
    return new GatewayException(
        ErrorCode.LEDGER_UNAVAILABLE, "The gateway's database does not answer. Try again.");
  }
}
