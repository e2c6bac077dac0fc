package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

/** The door of the operator surface. A gateway key never opens it, the admin token no other. */
public final class AdminAuthentication {
  private final KeyHash expected;

  AdminAuthentication(KeyHash expected) {
    this.expected = requireNonNull(expected, "expected");
  }

  /**
   * Returns if {@code token} is the admin token. Takes as long for a wrong one.
   *
   * @throws GatewayException {@code invalid_api_key}
   */
  public void authenticate(Secret token) {
    boolean readable = token.length() <= AdminSettings.TOKEN_LENGTH_MAX;
    KeyHash presented = readable ? KeyHash.of(token) : KeyHash.ofNone();
    if (!presented.equals(expected)) {
      throw refusal();
    }
  }

  /** What is thrown for a token that is not the admin token, and for a request without one. */
  public static GatewayException refusal() {
    return new GatewayException(
        ErrorCode.INVALID_API_KEY, "The admin token is missing or not valid.");
  }
}
