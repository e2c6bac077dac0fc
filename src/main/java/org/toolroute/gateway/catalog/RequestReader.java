package org.toolroute.gateway.catalog;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.catalog.PathTemplate.Piece;
import org.toolroute.gateway.catalog.PathTemplate.Segment;
import org.toolroute.gateway.catalog.RequestTemplate.Method;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads how an input becomes a request. */
final class RequestReader {
  private static final Pattern PIECE = Pattern.compile("\\{(key\\.)?([^}]+)\\}|[^{]+");

  private RequestReader() {}

  static RequestTemplate read(Place request) {
    return new RequestTemplate(
        Method.valueOf(request.text("method")),
        path(request),
        BodyEncoding.valueOf(request.text("encoding").replace('-', '_').toUpperCase(Locale.ROOT)),
        request.members("sent_as", name -> name.node().asString()),
        Set.copyOf(request.texts("query")),
        request.members("input_headers", name -> lowerCase(name.node().asString())),
        lowerCaseNames(request),
        request.object("fixed"),
        request.optionalText("body_from"));
  }

  /** A request without input. */
  static RequestTemplate get(Place request) {
    return new RequestTemplate(
        Method.GET,
        path(request),
        BodyEncoding.NONE,
        new TreeMap<>(),
        Set.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        JsonNodeFactory.instance.objectNode(),
        Optional.empty());
  }

  private static SortedMap<String, String> lowerCaseNames(Place request) {
    SortedMap<String, String> headers = new TreeMap<>();
    request
        .members("headers", value -> value.node().asString())
        .forEach((name, value) -> headers.put(lowerCase(name), value));
    return headers;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static PathTemplate path(Place request) {
    List<Segment> segments = new ArrayList<>();
    for (String text : request.text("path").substring(1).split("/", -1)) {
      if (text.equals(".") || text.equals("..")) {
        request.at("path").problem("a path has no . or .. between its slashes");
      }
      segments.add(segment(text));
    }
    return new PathTemplate(segments);
  }

  private static Segment segment(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(2);
      if (name == null) {
        pieces.add(new PathTemplate.Literal(matcher.group()));
      } else if (matcher.group(1) == null) {
        pieces.add(new PathTemplate.InputValue(name));
      } else {
        pieces.add(new PathTemplate.KeyValue(name));
      }
    }
    return new Segment(pieces);
  }
}
