package org.toolroute.gateway.secret;

/** Whether the keeper of the wrapping keys can do its work; readiness depends on it. */
public interface VaultHealth {
  /** Asks the keeper; bounded by its time limits, never throws. */
  Status check();

  /**
   * An answer.
   *
   * @param reason what is wrong, in words for the operator and safe to print; empty when ready
   */
  record Status(boolean ready, String reason) {
    public static final Status READY = new Status(true, "");

    public static Status unready(String reason) {
      return new Status(false, reason);
    }
  }
}
