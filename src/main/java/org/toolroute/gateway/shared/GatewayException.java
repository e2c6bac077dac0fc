package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failure that the caller is told about. The message and the details are written for the caller
 * and safe to print: no secret, no stack, no SQL, no class name. It carries no stack trace and no
 * cause by default; what an operator needs is logged where it happens.
 */
public class GatewayException extends RuntimeException {
  private final ErrorCode code;
  private final int status;
  private final transient ObjectNode details;

  public GatewayException(ErrorCode code, String message) {
    this(code, message, JsonNodeFactory.instance.objectNode());
  }

  /**
   * @param details further members of the error object on the wire, for example {@code needed} and
   *     {@code available}, {@code violations}, {@code upstream}
   */
  public GatewayException(ErrorCode code, String message, ObjectNode details) {
    this(code, code.httpStatus(), message, details);
  }

  /**
   * @param status the HTTP status for REST where it differs from the code's own
   */
  public GatewayException(ErrorCode code, int status, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = requireNonNull(code, "code");
    this.status = status;
    this.details = details.deepCopy();
  }

  public ErrorCode code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String message() {
    return Optional.ofNullable(getMessage()).orElse("");
  }

  /** Further members of the error object; a copy. */
  public ObjectNode details() {
    return details.deepCopy();
  }
}
