package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.protocol.rest.JsonContent;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of a request, within limits. */
final class WireBody {
  static final int BYTES_MAX = 1024 * 1024;
  private static final Set<String> TYPES = Set.of("application/json", "application/a2a+json");

  private WireBody() {}

  /**
   * The JSON value in the body; empty when there is no body.
   *
   * @throws GatewayException {@code unsupported_media_type}, {@code request_too_large}
   * @throws A2aException for what is not JSON
   */
  static Optional<JsonNode> read(HttpServletRequest request) {
    byte[] bytes = readBytes(request);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    JsonContent.require(request, TYPES);
    try {
      return Optional.of(StrictJson.read(bytes));
    } catch (JacksonException e) {
      throw new A2aException(
          A2aFault.PARSE_ERROR,
          "The body is not JSON as this agent takes it: without duplicate members, of at most "
              + StrictJson.DEPTH_MAX
              + " levels and ordinary numbers.");
    }
  }

  private static byte[] readBytes(HttpServletRequest request) {
    if (request.getContentLengthLong() > BYTES_MAX) {
      throw tooLarge();
    }
    try {
      byte[] bytes = request.getInputStream().readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException e) {
      throw new A2aException(A2aFault.PARSE_ERROR, "The body ended before it was complete.");
    }
  }

  private static GatewayException tooLarge() {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + BYTES_MAX + " bytes.");
  }
}
