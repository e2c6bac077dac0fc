package org.toolroute.gateway.protocol.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks what requests say twice, in its headers for those who stand between and in its body for
 * us: what was checked there must be what is done here. Our schemas never carry {@code
 * x-mcp-header} (the catalogue refuses it), so {@code Mcp-Param-*} says nothing.
 */
final class RequestHeaders {
  static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
  private static final String METHOD = "Mcp-Method";
  private static final String NAME = "Mcp-Name";

  /** Which parameter the name header repeats. */
  private static final Map<String, String> NAMED =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private RequestHeaders() {}

  /**
   * Which revision the header names.
   *
   * @throws McpError header mismatch, when it names two
   */
  static Optional<String> version(HttpServletRequest request) {
    return value(request, PROTOCOL_VERSION);
  }

  /**
   * Checks what a request of an older revision repeats, though it need not: those between go by it
   * all the same.
   *
   * @throws McpError header mismatch
   */
  static void checkGiven(McpRequest request) {
    value(request.wire(), METHOD)
        .ifPresent(given -> requireSame(METHOD, HeaderValue.decode(given), text(request.method())));
    String named = NAMED.get(request.method());
    if (named != null) {
      value(request.wire(), NAME)
          .ifPresent(
              given -> requireSame(NAME, HeaderValue.decode(given), request.params().path(named)));
    }
  }

  /**
   * Checks a request of the current revision, which has to repeat.
   *
   * @throws McpError header mismatch, invalid parameters or unsupported version, each with HTTP 400
   */
  static void check(McpRequest request) {
    String version = version(request.wire()).orElseThrow(() -> missing(PROTOCOL_VERSION));
    ObjectNode meta = request.meta();
    require(meta.path(MetaKeys.PROTOCOL_VERSION).isString(), MetaKeys.PROTOCOL_VERSION);
    require(meta.path(MetaKeys.CLIENT_CAPABILITIES).isObject(), MetaKeys.CLIENT_CAPABILITIES);
    requireSame(PROTOCOL_VERSION, version, meta.path(MetaKeys.PROTOCOL_VERSION));
    requireSupported(version);
    requireRepeated(request, METHOD, text(request.method()));
    String named = NAMED.get(request.method());
    if (named != null) {
      requireRepeated(request, NAME, request.params().path(named));
    }
  }

  private static void require(boolean given, String member) {
    if (!given) {
      throw McpError.malformed(
          McpError.INVALID_PARAMS, "params._meta must have " + member + " in its form.");
    }
  }

  /** An older revision is spoken in a form of its own, so it is none to try next in this one. */
  private static void requireSupported(String version) {
    if (!version.equals(CurrentEra.REVISION)) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.putArray("supported").add(CurrentEra.REVISION);
      data.put("requested", version);
      throw new McpError(
          400,
          McpError.UNSUPPORTED_PROTOCOL_VERSION,
          "This protocol version is not supported.",
          data);
    }
  }

  private static void requireRepeated(McpRequest request, String header, JsonNode expected) {
    String value = value(request.wire(), header).orElseThrow(() -> missing(header));
    requireSame(header, HeaderValue.decode(value), expected);
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static void requireSame(String header, String value, JsonNode expected) {
    if (!expected.isString() || !expected.stringValue().equals(value)) {
      throw McpError.headerMismatch("The header " + header + " differs from the body.");
    }
  }

  /** The header's value; one that is given twice could be read either way. */
  private static Optional<String> value(HttpServletRequest request, String header) {
    List<String> values = Collections.list(request.getHeaders(header));
    if (values.size() > 1) {
      throw McpError.headerMismatch("The header " + header + " is given more than once.");
    }
    return values.stream().findFirst().map(String::strip);
  }

  private static McpError missing(String header) {
    return McpError.headerMismatch("The header " + header + " is missing.");
  }
}
