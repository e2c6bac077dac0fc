package org.toolroute.gateway.protocol.openapi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the error answers of an operation from the codes that it names in {@code x-errors}: {@code
 * {"body":"<schema>","codes":["not_found","unknown_tool@422",…]}}. The status is the one of the
 * registry, or the one behind the {@code @}.
 */
final class ErrorAnswers {
  private static final String MEMBER = "x-errors";

  /** What is refused before any operation has seen it: see the check of heads. */
  private static final List<String> OF_EVERY_HEAD =
      List.of("invalid_request", "invalid_request@403", "invalid_api_key");

  private static final String SCHEMAS = "#/components/schemas/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode schemas;

  /**
   * @param schemas of the document
   */
  ErrorAnswers(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** Replaces the codes of {@code operation} by answers. */
  void write(ObjectNode operation) {
    if (!(operation.remove(MEMBER) instanceof ObjectNode errors)) {
      return;
    }
    String body = errors.path("body").stringValue();
    ObjectNode answers = (ObjectNode) operation.path("responses");
    byStatus(Stream.concat(OF_EVERY_HEAD.stream(), codes(errors)).toList())
        .forEach((status, codes) -> {
          String key = Integer.toString(status);
          if (!answers.has(key)) {
            answers.set(key, answer(body, codes));
          }
        });
  }

  private static Stream<String> codes(ObjectNode errors) {
    return errors.path("codes").valueStream().map(JsonNode::stringValue);
  }

  private static Map<Integer, Set<ErrorCode>> byStatus(List<String> codes) {
    Map<Integer, Set<ErrorCode>> byStatus = new TreeMap<>();
    for (String entry : codes) {
      String[] parts = entry.split("@", -1);
      ErrorCode code = ErrorCode.valueOf(parts[0].toUpperCase(Locale.ROOT));
      int status = parts.length == 1 ? code.httpStatus() : Integer.parseInt(parts[1]);
      byStatus.computeIfAbsent(status, _ -> new LinkedHashSet<>()).add(code);
    }
    return byStatus;
  }

  private ObjectNode answer(String body, Set<ErrorCode> codes) {
    ObjectNode answer = JSON.objectNode();
    answer.put(
        "description",
        codes.stream().map(code -> "`" + code.wireName() + "`").collect(Collectors.joining(", ")));
    ObjectNode headers = answer.putObject("headers");
    if (codes.contains(ErrorCode.INVALID_API_KEY)) {
      headers.set("WWW-Authenticate", reference("#/components/headers/WWW-Authenticate"));
    }
    if (codes.stream().anyMatch(ErrorAnswers::mayKnowWhen)) {
      headers.set("Retry-After", reference("#/components/headers/Retry-After"));
    }
    answer.putObject("content").putObject("application/json").set("schema", schema(body, codes));
    return answer;
  }

  /** The gateway's own body holds one of the codes; those of other protocols are looked at less. */
  private ObjectNode schema(String body, Set<ErrorCode> codes) {
    ObjectNode whole = reference(SCHEMAS + body);
    String error = schemas.path(body).at("/properties/error/$ref").asString("");
    if (!error.equals(SCHEMAS + "Error")) {
      return whole;
    }
    ObjectNode schema = JSON.objectNode();
    ArrayNode all = schema.putArray("allOf").add(whole);
    ArrayNode named =
        all.addObject()
            .putObject("properties")
            .putObject("error")
            .putObject("properties")
            .putObject("code")
            .putArray("enum");
    codes.forEach(code -> named.add(code.wireName()));
    return schema;
  }

  private static boolean mayKnowWhen(ErrorCode code) {
    return code.httpStatus() == 429 || code.httpStatus() == 503;
  }

  private static ObjectNode reference(String to) {
    return JSON.objectNode().put("$ref", to);
  }
}
