package org.toolroute.gateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a description file as a tree that has the format's shape. YAML is taken as JSON written
 * comfortably: one document, no anchors, no tags with a meaning, no member twice.
 */
final class DescriptionFile {
  static final String SUFFIX = ".tools.yaml";
  static final int BYTES_MAX = 1024 * 1024;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(BYTES_MAX).setAllowDuplicateKeys(false).build();

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().loadSettings(SETTINGS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** An integrator is told every name in a file of their own. */
  private static final InputValidator FORMAT = new SchemaValidator(format(), name -> true);

  private DescriptionFile() {}

  /** The tree, or empty when the file has problems, which are added. */
  static Optional<ObjectNode> read(Path file, Problems problems) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        problems.add("", "the file is larger than " + BYTES_MAX + " bytes");
        return Optional.empty();
      }
      return parse(Files.readString(file), problems);
    } catch (CharacterCodingException notUtf8) {
      problems.add("", "the file is not UTF-8");
    } catch (IOException unreadable) {
      problems.add("", "the file cannot be read: " + unreadable.getMessage());
    }
    return Optional.empty();
  }

  static Optional<ObjectNode> parse(String yaml, Problems problems) {
    try {
      if (!isPlain(yaml, problems)) {
        return Optional.empty();
      }
      JsonNode tree = YAML.readTree(yaml);
      if (!(tree instanceof ObjectNode description)) {
        problems.add("", "the file is not a YAML mapping");
        return Optional.empty();
      }
      FORMAT
          .validate(description)
          .forEach(violation -> problems.add(violation.pointer(), violation.message()));
      return problems.any() ? Optional.empty() : Optional.of(description);
    } catch (JacksonException | YamlEngineException broken) {
      problems.add("", "not valid YAML: " + firstLine(broken));
      return Optional.empty();
    }
  }

  private static boolean isPlain(String yaml, Problems problems) {
    int documents = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      if (event instanceof AliasEvent) {
        problems.add("", "anchors and aliases (& and *) are not supported: write it out");
        return false;
      }
      if (event instanceof DocumentStartEvent) {
        documents++;
      }
    }
    if (documents != 1) {
      problems.add("", "the file has " + documents + " YAML documents instead of one");
    }
    return documents == 1;
  }

  private static String firstLine(RuntimeException broken) {
    String message = String.valueOf(broken.getMessage());
    return message.lines().limit(3).reduce((a, b) -> a + " " + b.strip()).orElse("");
  }

  private static ObjectNode format() {
    try (InputStream schema =
        DescriptionFile.class.getResourceAsStream("provider-description.schema.json")) {
      return (ObjectNode) JsonMapper.shared().readTree(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
