package org.toolroute.gateway.protocol.rest;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes JSON answers and the one error body of the REST API: {@code
 * {"error":{"code","message",…}}}, with {@code billing} beside it where calls are made, or may have
 * been meant.
 */
public final class JsonErrors {
  private static final Set<String> CALL_PATHS = Set.of("/api/v1/execute", "/api/v1/tool-calls");

  private JsonErrors() {}

  /** Writes {@code problem} as the whole answer. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, GatewayException problem)
      throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", Envelope.error(problem));
    if (mayBeCall(path(request))) {
      body.set("billing", Envelope.billing(BillingReceipt.UNDECIDED));
    }
    response.setStatus(problem.status());
    headers(request, response, problem);
    writeBody(response, body);
  }

  /** What was to be called is not known when the head was refused before it was routed. */
  private static boolean mayBeCall(String path) {
    return path.isEmpty()
        || CALL_PATHS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /**
   * The path that the request was routed by, decoded, which is not always the one on the request
   * line; empty when the head could not be read.
   */
  private static String path(HttpServletRequest request) {
    return requireNonNullElse(request.getServletPath(), "")
        + requireNonNullElse(request.getPathInfo(), "");
  }

  private static void headers(
      HttpServletRequest request, HttpServletResponse response, GatewayException problem) {
    if (problem.code() == ErrorCode.INVALID_API_KEY) {
      response.setHeader("WWW-Authenticate", BearerToken.challenge(request));
    }
    JsonNode retryAfter = problem.details().path("retry_after");
    if (retryAfter.isNumber()) {
      response.setHeader("Retry-After", retryAfter.asString());
    }
  }

  static void writeBody(HttpServletResponse response, JsonNode body) throws IOException {
    byte[] bytes = StrictJson.MAPPER.writeValueAsBytes(body);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
