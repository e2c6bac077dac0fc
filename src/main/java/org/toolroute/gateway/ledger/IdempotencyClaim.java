package org.toolroute.gateway.ledger;

/** What became of a claim on an idempotency key. */
public sealed interface IdempotencyClaim {

  /** The key is the caller's now: run the call, then complete or abandon the claim. */
  record Claimed() implements IdempotencyClaim {}

  /**
   * The request ran before.
   *
   * @param outcome as it was completed
   */
  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  record Done(byte[] outcome) implements IdempotencyClaim {}

  /** The same request runs now. */
  record InProgress() implements IdempotencyClaim {}

  /** The gateway that ran it died; whether the provider served it is not known. */
  record OutcomeUnknown() implements IdempotencyClaim {}

  /** The key was used for another request. */
  record Mismatch() implements IdempotencyClaim {}
}
