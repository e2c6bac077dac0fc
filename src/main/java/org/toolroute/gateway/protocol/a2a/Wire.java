package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** What both bindings do alike on the wire. */
final class Wire {
  /** The header's name in 1.0, and in 0.3. */
  private static final List<String> EXTENSIONS = List.of("A2A-Extensions", "X-A2A-Extensions");

  private Wire() {}

  /** The protocol version that the caller speaks; without a word, the one before there was one. */
  static String version(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("A2A-Version"))
        .map(String::strip)
        .filter(version -> !version.isEmpty())
        .orElse("0.3");
  }

  /** Whether {@code version} is {@code major.minor}, whatever its patch number. */
  static boolean isVersion(String version, String wanted) {
    return version.equals(wanted) || version.matches(wanted.replace(".", "\\.") + "\\.[0-9]{1,4}");
  }

  static A2aException versionNotSupported() {
    return new A2aException(
        A2aFault.VERSION_NOT_SUPPORTED,
        "This agent speaks A2A 1.0, and 0.3 over JSON-RPC; say which in the header A2A-Version.");
  }

  /** Tells which of the extensions that the caller asked for are in use. */
  static void acceptExtensions(HttpServletRequest request, HttpServletResponse response) {
    for (String header : EXTENSIONS) {
      String asked = Optional.ofNullable(request.getHeader(header)).orElse("");
      for (String extension : asked.split(",", -1)) {
        if (extension.strip().equals(TaskJson.BILLING_EXTENSION)) {
          response.setHeader(header, TaskJson.BILLING_EXTENSION);
        }
      }
    }
  }

  static void write(HttpServletResponse response, int status, String type, JsonNode body)
      throws IOException {
    byte[] bytes = StrictJson.MAPPER.writeValueAsBytes(body);
    response.setStatus(status);
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** The headers that go with an error. */
  static void writeErrorHeaders(
      HttpServletRequest request, HttpServletResponse response, WireError error) {
    if (error.httpStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", BearerToken.challenge(request));
    }
    error.details().findValuesAsString("retry_after").stream()
        .findFirst()
        .ifPresent(seconds -> response.setHeader("Retry-After", seconds));
  }
}
