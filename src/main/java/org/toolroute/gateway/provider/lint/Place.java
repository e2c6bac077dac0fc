package org.toolroute.gateway.provider.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node and where it stands.
 *
 * @param pointer a JSON pointer
 */
record Place(String pointer, Yaml node) {

  static Place root(Yaml node) {
    return new Place("", node);
  }

  Place member(String name, Yaml value) {
    return new Place(pointer + "/" + name, value);
  }

  Place item(int index, Yaml value) {
    return new Place(pointer + "/" + index, value);
  }

  /** The last step of the pointer. */
  String name() {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  Optional<String> text() {
    return node instanceof Yaml.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  /** This place and all below it, from top to bottom. */
  List<Place> withAllBelow() {
    List<Place> all = new ArrayList<>();
    addTo(all);
    return all;
  }

  private void addTo(List<Place> all) {
    all.add(this);
    switch (node) {
      case Yaml.Scalar ignored -> {}
      case Yaml.Mapping mapping ->
          mapping.members().forEach((name, value) -> member(name, value).addTo(all));
      case Yaml.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          item(i, sequence.items().get(i)).addTo(all);
        }
      }
    }
  }
}
