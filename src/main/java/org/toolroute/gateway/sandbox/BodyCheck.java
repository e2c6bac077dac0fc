package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.catalog.BodyEncoding;
import org.toolroute.gateway.catalog.RequestTemplate;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.sandbox.RequestCheck.Difference;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Compares a body with the encoding that is described for it. */
final class BodyCheck {
  private static final JsonMapper JSON = JsonMapper.shared();

  private BodyCheck() {}

  static Optional<Difference> difference(
      RequestTemplate template, Optional<UpstreamRequest.Body> body) {
    return switch (template.encoding()) {
      case NONE -> body.map(ignored -> new Difference(400, "the operation takes no body"));
      case JSON -> difference(BodyEncoding.JSON, "application/json", body);
      case FORM -> difference(BodyEncoding.FORM, "application/x-www-form-urlencoded", body);
      case FORM_BRACKETED ->
          difference(BodyEncoding.FORM_BRACKETED, "application/x-www-form-urlencoded", body);
    };
  }

  private static Optional<Difference> difference(
      BodyEncoding encoding, String mediaType, Optional<UpstreamRequest.Body> body) {
    if (body.isEmpty()) {
      return Optional.of(new Difference(400, "the operation takes a body of " + mediaType));
    }
    if (!essence(body.get().contentType()).equals(mediaType)) {
      return Optional.of(new Difference(415, "the operation takes " + mediaType));
    }
    boolean wellFormed =
        encoding == BodyEncoding.JSON ? isJson(body.get().bytes()) : isForm(body.get().bytes());
    return wellFormed
        ? Optional.empty()
        : Optional.of(new Difference(400, "the body is not well-formed " + mediaType));
  }

  private static String essence(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isJson(byte[] bytes) {
    try {
      return JSON.readTree(bytes).isContainer();
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private static boolean isForm(byte[] bytes) {
    try {
      for (String pair : new String(bytes, UTF_8).split("&", -1)) {
        URLDecoder.decode(pair, UTF_8);
      }
      return true;
    } catch (IllegalArgumentException badEscape) {
      return false;
    }
  }
}
