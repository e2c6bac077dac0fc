package org.toolroute.gateway.protocol.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The idempotency keys of the calls in a request that has one. An id alone is never a key: some
 * models number their calls {@code call_0} in every conversation.
 */
final class CallKeys {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final String REQUEST_PREFIX = "request-";
  private static final String PREFIX = "calls-";

  private final String requestKey;

  /**
   * @param requestKey the header {@code Idempotency-Key}
   * @throws GatewayException {@code invalid_request} for a text that cannot be one
   */
  CallKeys(String requestKey) {
    if (!KEY.matcher(requestKey).matches()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.");
    }
    this.requestKey = requestKey;
  }

  /** The key of the request as a whole. */
  String ofRequest() {
    return REQUEST_PREFIX + sha256(requestKey);
  }

  /** SHA-256 over request key, position and id; neither of the first two holds a space. */
  String of(FunctionCall call, int position) {
    return PREFIX + sha256(requestKey + " " + position + " " + call.key());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
