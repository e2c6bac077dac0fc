package org.toolroute.gateway.protocol.rest;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to the REST API. Reads from the wire what an operation asks for; nothing of it is put
 * on the exchange.
 *
 * @param path the parameters of the path template, decoded
 */
public record RestRequest(
    HttpServletRequest wire, Optional<Caller> identity, Map<String, String> path) {
  static final String CALLER = "caller";
  static final String PATH = "path";
  private static final int BODY_BYTES_MAX = 1024 * 1024;
  private static final int PAGE_DEFAULT = 50;
  private static final Set<String> JSON = Set.of("application/json");

  static RestRequest of(Exchange exchange) {
    return new RestRequest(
        Wire.request(exchange),
        Optional.ofNullable(exchange.getVariable(CALLER, Caller.class)),
        Wire.pathParameters(exchange));
  }

  /** Who asks; the route has authenticated it. */
  public Caller caller() {
    return identity.orElseThrow();
  }

  /** A parameter of the path template. */
  public String path(String name) {
    return requireNonNull(path.get(name), name);
  }

  /**
   * A parameter of the query; empty when missing or blank.
   *
   * @throws GatewayException {@code invalid_request} when the query is malformed
   */
  public Optional<String> query(String name) {
    try {
      return Optional.ofNullable(wire.getParameter(name)).filter(value -> !value.isEmpty());
    } catch (IllegalStateException e) {
      // How the servlet API says that the query cannot be decoded (ServletRequest.getParameter).
      throw new GatewayException(ErrorCode.INVALID_REQUEST, "The query cannot be read.");
    }
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(wire.getHeader(name));
  }

  /**
   * The JSON object in the body.
   *
   * @throws GatewayException {@code request_too_large}, {@code unsupported_media_type}, {@code
   *     invalid_request}
   */
  public ObjectNode body() {
    requireJson();
    return StrictJson.readBody(readBytes());
  }

  /**
   * The JSON value in the body, of whatever type.
   *
   * @throws GatewayException as {@link #body()}
   */
  public JsonNode anyBody() {
    requireJson();
    return StrictJson.readAnyBody(readBytes());
  }

  /**
   * Which part of a list is asked for by {@code limit} and {@code cursor}.
   *
   * @throws GatewayException {@code invalid_request}
   */
  public PageRequest page() {
    return page(PAGE_DEFAULT);
  }

  /** As {@link #page()}, with the limit of a request that names none. */
  public PageRequest page(int limitDefault) {
    int limit = query("limit").map(RestRequest::limit).orElse(limitDefault);
    return new PageRequest(limit, query("cursor"));
  }

  private static int limit(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  private void requireJson() {
    JsonContent.require(wire, JSON);
  }

  private byte[] readBytes() {
    long length = wire.getContentLengthLong();
    if (length > BODY_BYTES_MAX) {
      throw tooLarge();
    }
    try {
      // A known length is asked for as it is: the buffer of an unknown one starts at 16 KiB.
      byte[] bytes =
          wire.getInputStream().readNBytes((length < 0 ? BODY_BYTES_MAX : (int) length) + 1);
      if (bytes.length > BODY_BYTES_MAX) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The body ended before it was complete.");
    }
  }

  private static GatewayException tooLarge() {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + BODY_BYTES_MAX + " bytes.");
  }
}
