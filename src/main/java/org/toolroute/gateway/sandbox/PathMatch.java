package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.PathTemplate;
import org.toolroute.gateway.catalog.PathTemplate.InputValue;
import org.toolroute.gateway.catalog.PathTemplate.KeyValue;
import org.toolroute.gateway.catalog.PathTemplate.Literal;
import org.toolroute.gateway.catalog.PathTemplate.Piece;

/** Compares an encoded path with its template. */
final class PathMatch {
  /** What a percent-encoded value may consist of inside a segment. */
  private static final String VALUE = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+";

  private PathMatch() {}

  /**
   * Whether {@code path} is the template with values in it, the key's own parts where it says so.
   */
  static boolean matches(PathTemplate template, String path, Optional<KeyParts> key) {
    String[] segments = path.split("/", -1);
    if (segments.length != template.segments().size() + 1 || !segments[0].isEmpty()) {
      return false;
    }
    Map<String, String> keyParts = key.map(KeyParts::open).orElse(Map.of());
    for (int i = 0; i < template.segments().size(); i++) {
      if (!matches(template.segments().get(i).pieces(), segments[i + 1], keyParts)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(List<Piece> pieces, String segment, Map<String, String> keyParts) {
    if (segment.equals(".") || segment.equals("..")) {
      return false;
    }
    StringBuilder form = new StringBuilder();
    List<String> wanted = new ArrayList<>();
    for (Piece piece : pieces) {
      switch (piece) {
        case Literal(String text) -> form.append(Pattern.quote(text));
        case InputValue ignored -> form.append(VALUE);
        case KeyValue(String part) -> {
          form.append('(').append(VALUE).append(')');
          wanted.add(keyParts.getOrDefault(part, ""));
        }
      }
    }
    Matcher matcher = Pattern.compile(form.toString()).matcher(segment);
    return matcher.matches() && groups(matcher).equals(wanted);
  }

  private static List<String> groups(Matcher matcher) {
    List<String> groups = new ArrayList<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.add(URLDecoder.decode(matcher.group(i).replace("+", "%2B"), UTF_8));
    }
    return groups;
  }
}
