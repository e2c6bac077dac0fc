package org.toolroute.gateway.catalog;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.toolroute.gateway.catalog.RequestTemplate.Method;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says where a request template does not fit its input schema or the provider's key. */
final class RequestLint {
  /** Headers that belong to the transport or would carry a credential. */
  private static final Set<String> NOT_TO_SET =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "cookie",
          "authorization",
          "proxy-authorization",
          "te",
          "upgrade",
          "expect");

  private final RequestTemplate request;
  private final ObjectNode schema;
  private final JsonNode properties;
  private final Place place;
  private final KeyForm key;

  RequestLint(RequestTemplate request, ObjectNode schema, Place place, KeyForm key) {
    this.request = request;
    this.schema = schema;
    this.properties = schema.path("properties");
    this.place = place;
    this.key = key;
  }

  void check() {
    path();
    body();
    known("sent_as", request.sentAs().keySet());
    known("query", request.inQuery());
    known("input_headers", request.inHeader().keySet());
    known("body_from", request.bodyFrom().stream().collect(Collectors.toSet()));
    headers();
    names();
  }

  private void path() {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    request.path().segments().stream()
        .flatMap(segment -> segment.pieces().stream())
        .forEach(piece -> {
          switch (piece) {
            case PathTemplate.Literal literal -> {}
            case PathTemplate.InputValue value -> {
              if (!required.contains(value.member()) || !isScalar(value.member())) {
                place
                    .at("path")
                    .problem("{" + value.member() + "} is a required text or integer of the input");
              }
            }
            case PathTemplate.KeyValue value -> keyPart(value.part());
          }
        });
  }

  void keyPart(String name) {
    boolean everywhere =
        !key.shapes().isEmpty()
            && key.shapes().stream()
                .allMatch(shape ->
                    shape.stream().anyMatch(part -> part.name().equals(name) && !part.secret()));
    if (!everywhere) {
      place.at("path").problem("{key." + name + "} is a part, not secret, of every key shape");
    }
  }

  private void body() {
    boolean none = request.encoding() == BodyEncoding.NONE;
    if (request.method() == Method.GET && !none) {
      place.at("encoding").problem("a GET has encoding none");
    }
    if (none && !request.inQuery().isEmpty()) {
      place.at("query").problem("with encoding none everything is in the query: leave query out");
    }
    if (request.bodyFrom().isPresent() && request.encoding() != BodyEncoding.JSON) {
      place.at("body_from").problem("body_from needs encoding json");
    }
    if (none || request.encoding() == BodyEncoding.FORM) {
      properties.forEachEntry((name, property) -> {
        if (isNested(property)) {
          place.at("encoding").problem("\"" + name + "\" is nested: a flat form cannot hold it");
        }
      });
    }
  }

  private void known(String member, Set<String> names) {
    for (String name : names) {
      if (!properties.has(name)) {
        place.at(member).problem("the input has no member \"" + name + "\"");
      }
    }
  }

  private void headers() {
    request
        .inHeader()
        .forEach((member, header) -> {
          if (!isScalar(member)) {
            place.at("input_headers").problem("\"" + member + "\" is a text or an integer");
          }
          settable("input_headers", header);
        });
    request.headers().keySet().forEach(header -> settable("headers", header));
  }

  private void settable(String member, String header) {
    if (NOT_TO_SET.contains(header)) {
      place.at(member).problem("the header " + header + " belongs to the gateway");
    }
  }

  /** Two members under one name, or an input member over a fixed one, would hide each other. */
  private void names() {
    Set<String> sent = new HashSet<>(request.fixed().propertyNames());
    for (String name : properties.propertyNames()) {
      if (!sent.add(request.sentAs().getOrDefault(name, name))) {
        place.problem("two members are sent as the provider's name of \"" + name + "\"");
      }
    }
  }

  private boolean isScalar(String member) {
    String type = properties.path(member).path("type").asString();
    return type.equals("string") || type.equals("integer");
  }

  private static boolean isNested(JsonNode property) {
    return property.has("properties")
        || property.path("type").toString().contains("object")
        || isList(property.path("items"));
  }

  private static boolean isList(JsonNode items) {
    String type = items.path("type").toString();
    return type.contains("object") || type.contains("array");
  }
}
