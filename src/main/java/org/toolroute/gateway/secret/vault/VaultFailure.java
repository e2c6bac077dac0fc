package org.toolroute.gateway.secret.vault;

/**
 * A request to Vault that did not bring what was asked for. It says which request and how it ended,
 * never what was sent or answered, and has no cause: the driver's exceptions quote response bodies.
 */
final class VaultFailure extends Exception {
  /** {@link #status} of a request without a usable answer. */
  static final int NO_ANSWER = 0;

  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;

  private final int status;
  private final boolean tampered;

  /**
   * @param status the HTTP status, or {@link #NO_ANSWER}
   * @param tampered whether Vault says that a ciphertext fails authentication
   */
  VaultFailure(String request, int status, boolean tampered) {
    super(
        status == NO_ANSWER
            ? "Vault gave no answer to " + request
            : "Vault answered " + status + " to " + request);
    this.status = status;
    this.tampered = tampered;
  }

  int status() {
    return status;
  }

  boolean tampered() {
    return tampered;
  }

  /**
   * Whether the same request may succeed in a moment: nothing arrived, a standby is behind (412),
   * too many requests (429), a standby that does not serve (473), sealed or no leader (503), or a
   * failure of Vault or of a proxy before it (500, 502, 504).
   */
  boolean passing() {
    return switch (status) {
      case NO_ANSWER, 412, 429, 473, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** Why requests fail, for the operator. */
  String reason() {
    return switch (status) {
      case NO_ANSWER -> "Vault cannot be reached or gives no usable answer";
      case FORBIDDEN -> "Vault refuses the gateway's token or policy";
      case 429 -> "Vault limits the gateway's requests";
      case 503 -> "Vault is sealed or has no leader";
      default -> "Vault answers " + status;
    };
  }
}
