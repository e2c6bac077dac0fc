package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;

/** {@code GET /.well-known/agent-card.json}: the public card (specification section 8.2). */
final class AgentCardServlet extends HttpServlet {
  private final transient AgentCard card;
  private final transient Optional<URI> publicUrl;

  AgentCardServlet(AgentCard card, Optional<URI> publicUrl) {
    this.card = card;
    this.publicUrl = publicUrl;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      requireGet(request, response);
      boolean legacy = Wire.isVersion(Wire.version(request), "0.3");
      byte[] body = StrictJson.MAPPER.writeValueAsBytes(card.write(base(request), legacy));
      String tag = '"' + sha256(body).substring(0, 32) + '"';
      response.setHeader("ETag", tag);
      response.setHeader("Vary", "A2A-Version");
      // Without a set URL the card depends on the host, which not every shared cache looks at.
      response.setHeader(
          "Cache-Control", publicUrl.isPresent() ? "public, max-age=60" : "private, max-age=60");
      if (tag.equals(request.getHeader("If-None-Match"))) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return;
      }
      response.setContentType("application/json");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    } catch (GatewayException e) {
      WireError error = WireError.of(e);
      Wire.write(response, error.httpStatus(), "application/json", error.http());
    }
  }

  private static void requireGet(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      throw new GatewayException(ErrorCode.METHOD_NOT_ALLOWED, "Read the agent card with GET.");
    }
  }

  private String base(HttpServletRequest request) {
    if (publicUrl.isPresent()) {
      String url = publicUrl.get().toString();
      return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
    // One that the gateway answers under: others are refused before.
    return request.getScheme() + "://" + request.getServerName() + port(request);
  }

  private static String port(HttpServletRequest request) {
    int usual = request.isSecure() ? 443 : 80;
    return request.getServerPort() == usual ? "" : ":" + request.getServerPort();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
