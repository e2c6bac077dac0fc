package org.toolroute.gateway.catalog;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one description file, so that all of it can be shown at once. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(String pointer, String message) {
    found.add(new Problem(file, pointer, message));
  }

  boolean any() {
    return !found.isEmpty();
  }

  List<Problem> found() {
    return List.copyOf(found);
  }
}
