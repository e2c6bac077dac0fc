package org.toolroute.gateway.provider;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API description that a provider publishes, read from outside of the project: the folder that
 * the property {@code toolroute.specs} or the variable {@code TOOLROUTE_SPECS} names, or {@code
 * shared/specs} in a folder above.
 */
final class OfficialSpec {
  private static final String LOCATION = "https://specs.invalid/spec.json";

  private final ObjectNode document;
  private final SchemaRegistry registry;

  private OfficialSpec(ObjectNode document) {
    this.document = document;
    nullable(document);
    String text = document.toString();
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(LOCATION, text)));
  }

  static OfficialSpec read(Path file) {
    try {
      return new OfficialSpec((ObjectNode) JsonMapper.shared().readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Path> folder() {
    Path here = Path.of("").toAbsolutePath();
    Stream<Path> above = Stream.iterate(here, Objects::nonNull, Path::getParent);
    return Stream.concat(
            Stream.of(System.getProperty("toolroute.specs"), System.getenv("TOOLROUTE_SPECS"))
                .filter(Objects::nonNull)
                .map(Path::of),
            above.map(folder -> folder.resolve("shared/specs")))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** The pointer of the operation whose path has the same form, whatever its variables' names. */
  Optional<String> operation(String method, String path) {
    String form = form(path);
    return document.path("paths").propertyNames().stream()
        .filter(candidate -> form(candidate).equals(form))
        .map(candidate -> "/paths/" + escaped(candidate) + "/" + method)
        .filter(pointer -> !at(pointer).isMissingNode())
        .findFirst();
  }

  JsonNode at(String pointer) {
    return document.at(JsonPointer.compile(pointer));
  }

  /** Query parameters, by name. */
  Map<String, JsonNode> queryParameters(String operation) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    String path = operation.substring(0, operation.lastIndexOf('/'));
    for (String owner : List.of(path, operation)) {
      for (JsonNode parameter : at(owner + "/parameters")) {
        JsonNode resolved = resolved(parameter);
        if (resolved.path("in").asString().equals("query")) {
          found.put(resolved.path("name").asString(), resolved);
        }
      }
    }
    return found;
  }

  /** The members of an object schema, those of its parts included. */
  Map<String, JsonNode> members(JsonNode schema) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    JsonNode own = resolved(schema);
    own.path("allOf").forEach(part -> members.putAll(members(part)));
    own.path("properties").forEachEntry((name, member) -> members.put(name, resolved(member)));
    return members;
  }

  Set<String> required(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    JsonNode own = resolved(schema);
    own.path("allOf").forEach(part -> names.addAll(required(part)));
    own.path("required").forEach(name -> names.add(name.asString()));
    return names;
  }

  /** What of {@code document} does not fit the schema at that place. */
  List<String> violations(String schemaPointer, JsonNode value) {
    Schema schema =
        registry.getSchema(
            SchemaLocation.of(
                LOCATION + "#" + schemaPointer.replace("{", "%7B").replace("}", "%7D")));
    return schema.validate(value).stream().map(Object::toString).toList();
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? resolved(at(reference.stringValue().substring(1))) : node;
  }

  /** OpenAPI 3.0 says {@code nullable} where JSON Schema has a type null. */
  private static void nullable(JsonNode node) {
    node.forEach(OfficialSpec::nullable);
    if (!(node instanceof ObjectNode schema) || !schema.path("nullable").asBoolean(false)) {
      return;
    }
    if (schema.path("type").isString()) {
      String type = schema.path("type").stringValue();
      schema.putArray("type").add(type).add("null");
    }
    if (schema.path("enum") instanceof ArrayNode choices) {
      choices.addNull();
    }
  }

  private static String form(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
