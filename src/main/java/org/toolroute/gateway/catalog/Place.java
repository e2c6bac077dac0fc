package org.toolroute.gateway.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a description whose shape has been checked, with its address for problems. Readers
 * take the values from here without asking for their types again.
 */
record Place(JsonNode node, String pointer, Problems problems) {

  Place at(String member) {
    return new Place(node.path(member), pointer + "/" + member, problems);
  }

  Place with(Problems other) {
    return new Place(node, pointer, other);
  }

  boolean has(String member) {
    return node.has(member);
  }

  void problem(String message) {
    problems.add(pointer, message);
  }

  String text(String member) {
    return node.path(member).asString();
  }

  Optional<String> optionalText(String member) {
    return has(member) ? Optional.of(text(member)) : Optional.empty();
  }

  boolean flag(String member) {
    return node.path(member).asBoolean(false);
  }

  int number(String member, int otherwise) {
    return node.path(member).asInt(otherwise);
  }

  Duration duration(String member, Duration otherwise) {
    return has(member) ? DurationStyle.SIMPLE.parse(text(member)) : otherwise;
  }

  int bytes(String member, int otherwise) {
    return has(member) ? Math.toIntExact(DataSize.parse(text(member)).toBytes()) : otherwise;
  }

  ObjectNode object(String member) {
    return node.path(member) instanceof ObjectNode object
        ? object
        : JsonNodeFactory.instance.objectNode();
  }

  List<String> texts(String member) {
    return StreamSupport.stream(node.path(member).spliterator(), false)
        .map(JsonNode::asString)
        .toList();
  }

  List<Place> items(String member) {
    return at(member).items();
  }

  List<Place> items() {
    return IntStream.range(0, node.size())
        .mapToObj(i -> new Place(node.path(i), pointer + "/" + i, problems))
        .toList();
  }

  <T> SortedMap<String, T> members(String member, Function<Place, T> reader) {
    SortedMap<String, T> read = new TreeMap<>();
    Place map = at(member);
    map.node.propertyNames().forEach(name -> read.put(name, reader.apply(map.at(name))));
    return read;
  }
}
