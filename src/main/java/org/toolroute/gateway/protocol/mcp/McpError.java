package org.toolroute.gateway.protocol.mcp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON-RPC error. What the handling of a method throws is told with HTTP 200; only where the
 * protocol names a status, another one is used (basic/transports/streamable-http of the
 * specification).
 */
public final class McpError extends RuntimeException {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;
  static final int HEADER_MISMATCH = -32020;
  static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final int status;
  private final int code;
  private final String text;
  private final transient @Nullable JsonNode data;

  /** An error of the protocol itself. */
  public McpError(int status, int code, String message, @Nullable JsonNode data) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.text = message;
    this.data = data;
  }

  /** The message as a whole is not one of the protocol's. */
  static McpError malformed(int code, String message) {
    return new McpError(BAD_REQUEST, code, message, null);
  }

  static McpError headerMismatch(String message) {
    return malformed(HEADER_MISMATCH, message);
  }

  /** No such method here. */
  public static McpError methodNotFound() {
    return new McpError(NOT_FOUND, METHOD_NOT_FOUND, "There is no such method here.", null);
  }

  /** A method refuses its parameters. */
  public static McpError invalidParams(String message, @Nullable JsonNode data) {
    return new McpError(OK, INVALID_PARAMS, message, data);
  }

  /** The HTTP status in the current revision. */
  int status() {
    return status;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  Optional<JsonNode> data() {
    return Optional.ofNullable(data);
  }
}
