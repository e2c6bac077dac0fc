package org.toolroute.gateway.provider.lint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML document as a tree that remembers its lines. */
sealed interface Yaml {

  /** Counted from 1. */
  int line();

  /** A text, number or truth value, as written. */
  record Scalar(String text, int line) implements Yaml {}

  /** Members in the order of the file. */
  record Mapping(Map<String, Yaml> members, int line) implements Yaml {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  record Sequence(List<Yaml> items, int line) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }
}
