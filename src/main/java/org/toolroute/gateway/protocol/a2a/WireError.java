package org.toolroute.gateway.protocol.a2a;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error of a request that became no task, in the form of each binding (specification sections
 * 9.5 and 11.6). Errors of the gateway's own registry say so in a detail of their own.
 *
 * @param rpcCode of the protocol, or -31000 less the HTTP status for the registry's: outside what
 *     JSON-RPC reserves
 * @param details {@code google.rpc} messages as JSON
 */
record WireError(
    int rpcCode, int httpStatus, String statusName, String message, ArrayNode details) {
  private static final Logger LOG = LoggerFactory.getLogger(WireError.class);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String RPC_TYPES = "type.googleapis.com/google.rpc.";
  private static final String PROTOCOL_DOMAIN = "a2a-protocol.org";
  private static final String OWN_DOMAIN = "toolroute.org";
  private static final int OWN_RPC_CODES = -31_000;
  private static final int RESERVED_RPC_CODES = -32_000;

  /** What a failed request says; the unexpected is logged and says nothing. */
  static WireError of(RuntimeException failure) {
    return switch (failure) {
      case A2aException refusal -> of(refusal);
      case GatewayException problem -> of(problem);
      default -> DatabaseFailure.of(failure).map(WireError::of).orElseGet(() -> internal(failure));
    };
  }

  private static WireError internal(RuntimeException failure) {
    LOG.atError().setCause(failure).log("a request failed unexpectedly");
    return of(new A2aException(A2aFault.INTERNAL_ERROR, "The gateway failed."));
  }

  private static WireError of(A2aException refusal) {
    return of(refusal.fault(), String.valueOf(refusal.getMessage()), JSON.arrayNode());
  }

  private static WireError of(A2aFault fault, String message, ArrayNode further) {
    ArrayNode details = JSON.arrayNode();
    details.add(errorInfo(fault.name(), PROTOCOL_DOMAIN));
    details.addAll(further);
    return new WireError(fault.rpcCode(), fault.httpStatus(), fault.statusName(), message, details);
  }

  private static WireError of(GatewayException problem) {
    boolean ofParameters =
        problem.code() == ErrorCode.INVALID_REQUEST
            && problem.status() == ErrorCode.INVALID_REQUEST.httpStatus();
    if (ofParameters) {
      ArrayNode further = JSON.arrayNode();
      further.add(badRequest(problem)).add(own(problem));
      return of(A2aFault.INVALID_PARAMS, problem.message(), further);
    }
    ArrayNode details = JSON.arrayNode();
    details.add(errorInfo(problem.code().name(), OWN_DOMAIN)).add(own(problem));
    return new WireError(
        OWN_RPC_CODES - problem.status(),
        problem.status(),
        problem.code().name(),
        problem.message(),
        details);
  }

  /** Whether the protocol knows it; else it is of the gateway's own registry. */
  boolean isOfProtocol() {
    return rpcCode <= RESERVED_RPC_CODES;
  }

  /** {@code {"code","message","data"}}. */
  ObjectNode rpc() {
    ObjectNode error = JSON.objectNode();
    error.put("code", rpcCode);
    error.put("message", message);
    error.set("data", details);
    return error;
  }

  /** {@code {"error":{"code","status","message","details"}}}. */
  ObjectNode http() {
    ObjectNode body = JSON.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("code", httpStatus);
    error.put("status", statusName);
    error.put("message", message);
    error.set("details", details);
    return body;
  }

  private static ObjectNode errorInfo(String reason, String domain) {
    ObjectNode info = JSON.objectNode();
    info.put("@type", RPC_TYPES + "ErrorInfo");
    info.put("reason", reason.toUpperCase(Locale.ROOT));
    info.put("domain", domain);
    return info;
  }

  private static ObjectNode badRequest(GatewayException problem) {
    ObjectNode request = JSON.objectNode();
    request.put("@type", RPC_TYPES + "BadRequest");
    ArrayNode violations = request.putArray("fieldViolations");
    for (JsonNode violation : problem.details().path("violations")) {
      String pointer = violation.path("pointer").asString("");
      violations
          .addObject()
          .put("field", pointer.isEmpty() ? "" : pointer.substring(1))
          .put("description", violation.path("message").asString(""));
    }
    return request;
  }

  /** The error as every protocol of the gateway tells it. */
  private static ObjectNode own(GatewayException problem) {
    ObjectNode own = JSON.objectNode();
    own.put("@type", OWN_DOMAIN + "/a2a/Error");
    own.set("error", Envelope.error(problem));
    own.set("billing", Envelope.billing(BillingReceipt.UNDECIDED));
    return own;
  }
}
