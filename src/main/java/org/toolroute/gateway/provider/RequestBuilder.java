package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.catalog.KeyCheck;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.PathTemplate;
import org.toolroute.gateway.catalog.RequestTemplate;
import org.toolroute.gateway.provider.UpstreamRequest.Body;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns an input into a request. What the caller wrote arrives as data or is refused; it never
 * changes the host, the path's structure or the headers' number. Only members that the operation's
 * schema lists are looked at.
 */
public final class RequestBuilder {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * The request of an operation.
   *
   * @param input has passed {@link Operation#check}
   * @param keyParts the parts of the provider key that are no secret, by name
   * @throws GatewayException {@code invalid_request} when a value cannot be where it must go
   */
  public UpstreamRequest build(
      Operation operation, ObjectNode input, Map<String, String> keyParts) {
    ObjectNode listed = JsonNodeFactory.instance.objectNode();
    for (String name : operation.inputSchema().path("properties").propertyNames()) {
      JsonNode value = input.path(name);
      if (!value.isMissingNode()) {
        listed.set(name, value);
      }
    }
    return build(operation.request(), listed, keyParts, accepted(operation));
  }

  /** The request of a key check. */
  public UpstreamRequest build(KeyCheck check, Map<String, String> keyParts) {
    return build(check.request(), JsonNodeFactory.instance.objectNode(), keyParts, JSON);
  }

  private UpstreamRequest build(
      RequestTemplate template, ObjectNode input, Map<String, String> keyParts, String accept) {
    ObjectNode rest = input.deepCopy();
    String path = new PathEncoder(rest, keyParts).encode(template.path());
    remove(rest, template.path());

    SortedMap<String, String> headers = new TreeMap<>(template.headers());
    headers.putIfAbsent("accept", accept);
    template
        .inHeader()
        .forEach((member, header) ->
            Optional.ofNullable(rest.remove(member))
                .ifPresent(value -> headers.put(header, HeaderValue.of(member, value))));

    FormEncoder query = new FormEncoder(FormEncoder.Nesting.NONE);
    template
        .inQuery()
        .forEach(member ->
            Optional.ofNullable(rest.remove(member))
                .ifPresent(value -> query.add(sentAs(template, member), member, value)));
    Optional<Body> body = body(template, rest, query);
    return new UpstreamRequest(template.method(), path, query.encoded(), headers, body);
  }

  private Optional<Body> body(RequestTemplate template, ObjectNode rest, FormEncoder query) {
    return switch (template.encoding()) {
      case JSON -> Optional.of(new Body(JSON, json(template, rest)));
      case FORM -> Optional.of(form(template, rest, new FormEncoder(FormEncoder.Nesting.NONE)));
      case FORM_BRACKETED ->
          Optional.of(form(template, rest, new FormEncoder(FormEncoder.Nesting.BRACKETS)));
      case NONE -> {
        addAll(template, rest, query);
        yield Optional.empty();
      }
    };
  }

  private byte[] json(RequestTemplate template, ObjectNode rest) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    rest.forEachEntry((name, value) -> members.set(sentAs(template, name), value));
    members.setAll(template.fixed());
    JsonNode body = template.bodyFrom().map(rest::path).orElse(members);
    return json.writeValueAsBytes(body);
  }

  private static Body form(RequestTemplate template, ObjectNode rest, FormEncoder form) {
    addAll(template, rest, form);
    return new Body(FORM, form.encoded().getBytes(UTF_8));
  }

  private static void addAll(RequestTemplate template, ObjectNode rest, FormEncoder form) {
    rest.forEachEntry((name, value) -> form.add(sentAs(template, name), name, value));
    template.fixed().forEachEntry((name, value) -> form.add(name, name, value));
  }

  private static String sentAs(RequestTemplate template, String member) {
    return template.sentAs().getOrDefault(member, member);
  }

  private static void remove(ObjectNode rest, PathTemplate path) {
    List<String> used = new ArrayList<>();
    path.segments()
        .forEach(segment ->
            segment.pieces().stream()
                .filter(PathTemplate.InputValue.class::isInstance)
                .map(PathTemplate.InputValue.class::cast)
                .forEach(value -> used.add(value.member())));
    rest.remove(used);
  }

  private static String accepted(Operation operation) {
    return operation.result().textAllowed() ? JSON + ", text/plain" : JSON;
  }
}
