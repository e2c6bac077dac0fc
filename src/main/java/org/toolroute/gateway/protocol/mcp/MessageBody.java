package org.toolroute.gateway.protocol.mcp;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** Reads the one message in the body of a POST. */
final class MessageBody {
  static final int BYTES_MAX = 1024 * 1024;

  private MessageBody() {}

  /**
   * @throws GatewayException {@code unsupported_media_type}, {@code request_too_large}, {@code
   *     invalid_request} when it ends early
   * @throws McpError when it is not one JSON object
   */
  static ObjectNode read(HttpServletRequest request) {
    requireJson(request);
    byte[] bytes = bytes(request);
    if (isBatch(bytes)) {
      throw McpError.malformed(
          McpError.INVALID_REQUEST, "Batches are not accepted: send one message in each request.");
    }
    try {
      return StrictJson.readBody(bytes);
    } catch (GatewayException e) {
      throw McpError.malformed(McpError.PARSE_ERROR, e.message());
    }
  }

  private static void requireJson(HttpServletRequest request) {
    String type = requireNonNullElse(request.getContentType(), "").split(";", 2)[0].strip();
    if (!type.equalsIgnoreCase("application/json")
        || request.getHeader("Content-Encoding") != null) {
      throw new GatewayException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "Send the message as Content-Type: application/json, without Content-Encoding.");
    }
  }

  private static byte[] bytes(HttpServletRequest request) {
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
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The body ended before it was complete.");
    }
  }

  private static boolean isBatch(byte[] bytes) {
    for (byte character : bytes) {
      if (!Character.isWhitespace(character)) {
        return character == '[';
      }
    }
    return false;
  }

  private static GatewayException tooLarge() {
    return new GatewayException(
        ErrorCode.REQUEST_TOO_LARGE, "The message is larger than " + BYTES_MAX + " bytes.");
  }
}
