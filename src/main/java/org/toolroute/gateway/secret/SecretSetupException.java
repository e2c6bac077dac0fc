package org.toolroute.gateway.secret;

/**
 * A reason not to start: something about the wrapping keys is missing or wrong. The message is
 * written for the operator, says what to do, and holds no secret.
 */
public final class SecretSetupException extends RuntimeException {

  public SecretSetupException(String message) {
    super(message);
  }

  /**
   * @param cause must be safe to print
   */
  public SecretSetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
