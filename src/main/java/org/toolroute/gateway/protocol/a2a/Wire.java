package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** What both bindings do alike on the wire. */
final class Wire {
  private static final String EXTENSIONS = "A2A-Extensions";

  private Wire() {}

  /** Who asks. */
  static Caller authenticate(Authentication authentication, HttpServletRequest request) {
    try (Secret key = BearerToken.of(request)) {
      return authentication.authenticate(key);
    }
  }

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
    String asked = Optional.ofNullable(request.getHeader(EXTENSIONS)).orElse("");
    for (String extension : asked.split(",", -1)) {
      if (extension.strip().equals(TaskJson.BILLING_EXTENSION)) {
        response.setHeader(EXTENSIONS, TaskJson.BILLING_EXTENSION);
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
  static void writeErrorHeaders(HttpServletResponse response, WireError error) {
    if (error.httpStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"toolroute\"");
    }
    error.details().findValuesAsString("retry_after").stream()
        .findFirst()
        .ifPresent(seconds -> response.setHeader("Retry-After", seconds));
  }
}
