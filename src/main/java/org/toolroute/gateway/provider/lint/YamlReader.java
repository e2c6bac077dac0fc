package org.toolroute.gateway.provider.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads plain YAML with the parser that Camel reads routes with, so that what is checked is what
 * runs. Anchors, aliases, tags, merge keys, repeated members and further documents are refused:
 * they say in two places what a reader sees in one.
 */
final class YamlReader {
  static final int CHARACTERS_MAX = 64 * 1024;
  static final int DEPTH_MAX = 40;

  private YamlReader() {}

  static Yaml read(String text) throws YamlRefusedException {
    if (text.length() > CHARACTERS_MAX) {
      throw new YamlRefusedException(1, "the file is longer than " + CHARACTERS_MAX);
    }
    LoadSettings settings = LoadSettings.builder().build();
    try {
      requirePlain(new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      return tree(
          root.orElseThrow(() -> refused(1, "the file is empty; remove it or write a route")));
    } catch (MarkedYamlEngineException e) {
      throw new YamlRefusedException(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), "this is not YAML");
    } catch (YamlEngineException e) {
      throw new YamlRefusedException(1, "this is not YAML");
    }
  }

  private static void requirePlain(Iterable<Event> events) throws YamlRefusedException {
    int documents = 0;
    int depth = 0;
    for (Event event : events) {
      int line = line(event.getStartMark());
      switch (event) {
        case AliasEvent ignored -> throw refused(line, "write it out instead of the alias");
        case DocumentStartEvent ignored -> {
          if (++documents > 1) {
            throw refused(line, "a file is one document");
          }
        }
        case CollectionStartEvent start -> {
          if (++depth > DEPTH_MAX) {
            throw refused(line, "this is nested deeper than " + DEPTH_MAX);
          }
          refuseDecoration(start, start.getTag(), line);
        }
        case CollectionEndEvent ignored -> depth--;
        case ScalarEvent scalar -> refuseDecoration(scalar, scalar.getTag(), line);
        default -> {}
      }
    }
  }

  private static void refuseDecoration(NodeEvent event, Optional<String> tag, int line)
      throws YamlRefusedException {
    if (event.getAnchor().isPresent() || tag.isPresent()) {
      throw refused(line, "write it without anchor and tag");
    }
  }

  private static Yaml tree(Node node) throws YamlRefusedException {
    int line = line(node.getStartMark());
    return switch (node) {
      case ScalarNode scalar -> new Yaml.Scalar(scalar.getValue(), line);
      case SequenceNode sequence -> new Yaml.Sequence(items(sequence), line);
      case MappingNode mapping -> new Yaml.Mapping(members(mapping), line);
      default -> throw refused(line, "this is not YAML");
    };
  }

  private static List<Yaml> items(SequenceNode sequence) throws YamlRefusedException {
    List<Yaml> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(tree(item));
    }
    return items;
  }

  private static Map<String, Yaml> members(MappingNode mapping) throws YamlRefusedException {
    Map<String, Yaml> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = line(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode name) || name.getValue().equals("<<")) {
        throw refused(line, "a member's name is a text, and there are no merge keys");
      }
      if (members.put(name.getValue(), tree(tuple.getValueNode())) != null) {
        throw refused(line, "this member is here twice");
      }
    }
    return members;
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private static YamlRefusedException refused(int line, String advice) {
    return new YamlRefusedException(line, advice);
  }
}
