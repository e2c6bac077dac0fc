package org.toolroute.gateway.protocol.openapi;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The written parts of the document, put together into one. */
final class DocumentParts {
  private static final List<String> FILES =
      List.of(
          "document.yaml",
          "rest-paths.yaml",
          "agent-paths.yaml",
          "schemas.yaml",
          "list-schemas.yaml",
          "agent-schemas.yaml");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private DocumentParts() {}

  /** A new copy. */
  static ObjectNode read() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    FILES.forEach(file -> add(read(file), document));
    return document;
  }

  private static JsonNode read(String file) {
    try (InputStream yaml = DocumentParts.class.getResourceAsStream(file)) {
      if (yaml == null) {
        throw new FileNotFoundException(file);
      }
      return YAML.readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JsonNode part, ObjectNode whole) {
    part.forEachEntry((name, value) -> {
      if (value.isObject() && whole.get(name) instanceof ObjectNode into) {
        add(value, into);
      } else if (whole.has(name)) {
        throw new IllegalStateException("two parts of the document have a member " + name);
      } else {
        whole.set(name, value);
      }
    });
  }
}
