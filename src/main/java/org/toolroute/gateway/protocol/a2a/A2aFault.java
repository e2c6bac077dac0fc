package org.toolroute.gateway.protocol.a2a;

/** The protocol's own errors with their forms in each binding (specification section 5.4). */
enum A2aFault {
  PARSE_ERROR(-32700, 400, "INVALID_ARGUMENT"),
  INVALID_REQUEST(-32600, 400, "INVALID_ARGUMENT"),
  METHOD_NOT_FOUND(-32601, 404, "NOT_FOUND"),
  INVALID_PARAMS(-32602, 400, "INVALID_ARGUMENT"),
  INTERNAL_ERROR(-32603, 500, "INTERNAL"),
  TASK_NOT_FOUND(-32001, 404, "NOT_FOUND"),
  TASK_NOT_CANCELABLE(-32002, 400, "FAILED_PRECONDITION"),
  PUSH_NOTIFICATION_NOT_SUPPORTED(-32003, 400, "FAILED_PRECONDITION"),
  UNSUPPORTED_OPERATION(-32004, 400, "FAILED_PRECONDITION"),
  CONTENT_TYPE_NOT_SUPPORTED(-32005, 400, "INVALID_ARGUMENT"),
  VERSION_NOT_SUPPORTED(-32009, 400, "FAILED_PRECONDITION");

  private final int rpcCode;
  private final int httpStatus;
  private final String statusName;

  A2aFault(int rpcCode, int httpStatus, String statusName) {
    this.rpcCode = rpcCode;
    this.httpStatus = httpStatus;
    this.statusName = statusName;
  }

  /** {@code error.code} over JSON-RPC. */
  int rpcCode() {
    return rpcCode;
  }

  /** The status, and {@code error.code}, over HTTP+JSON. */
  int httpStatus() {
    return httpStatus;
  }

  /** {@code error.status} over HTTP+JSON: the name of a gRPC status. */
  String statusName() {
    return statusName;
  }
}
