package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriUtils;
import org.toolroute.gateway.catalog.PathTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills a path template. Every value stays within its segment: all but unreserved characters are
 * percent-encoded (RFC 3986 section 2.3), and what would still mean another place, {@code .},
 * {@code ..} and nothing at all, is refused.
 */
record PathEncoder(ObjectNode input, Map<String, String> keyParts) {

  String encode(PathTemplate template) {
    StringBuilder path = new StringBuilder();
    for (PathTemplate.Segment segment : template.segments()) {
      path.append('/').append(encode(segment));
    }
    return path.toString();
  }

  private String encode(PathTemplate.Segment segment) {
    StringBuilder encoded = new StringBuilder();
    String at = "";
    for (PathTemplate.Piece piece : segment.pieces()) {
      switch (piece) {
        case PathTemplate.Literal literal -> encoded.append(literal.text());
        case PathTemplate.InputValue value -> {
          at = "/" + value.member();
          encoded.append(encode(at, text(input.path(value.member()))));
        }
        case PathTemplate.KeyValue value ->
            encoded.append(encode("", Optional.ofNullable(keyParts.get(value.part())).orElse("")));
      }
    }
    String whole = encoded.toString();
    if (whole.equals(".") || whole.equals("..")) {
      throw Refusal.of(at, "cannot be . or .. in a path");
    }
    return whole;
  }

  private static String encode(String at, String value) {
    if (value.isEmpty()) {
      throw Refusal.of(at, "cannot be empty in a path");
    }
    return UriUtils.encode(value, UTF_8);
  }

  private static String text(JsonNode value) {
    return value.isString() || value.isIntegralNumber() ? value.asString() : "";
  }
}
