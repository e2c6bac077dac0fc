package org.toolroute.gateway.protocol.openapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is the same for everybody, ready to be sent. */
final class PreparedAnswer {
  private static final int TAG_DIGITS = 32;

  private final String type;
  private final byte[] body;
  private final String tag;
  private final Map<String, String> headers;

  /**
   * @param headers further ones
   */
  PreparedAnswer(String type, byte[] body, Map<String, String> headers) {
    this.type = type;
    this.body = body.clone();
    this.headers = Map.copyOf(headers);
    this.tag = '"' + sha256(body).substring(0, TAG_DIGITS) + '"';
  }

  /**
   * Sends it, or says that the caller has it (RFC 9110 section 13.1.2). Caches ask again each time,
   * which costs a few bytes and never shows what is no longer true.
   */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "public, no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    headers.forEach(response::setHeader);
    if (isKnown(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private boolean isKnown(@Nullable String tags) {
    return tags != null
        && Arrays.stream(tags.split(",", -1))
            .map(String::strip)
            .anyMatch(known -> known.equals(tag) || known.equals("W/" + tag) || known.equals("*"));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
