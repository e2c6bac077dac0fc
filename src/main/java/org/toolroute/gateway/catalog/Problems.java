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

  /** Collects apart from this, for a part of the same file that is judged on its own. */
  Problems apart() {
    return new Problems(file);
  }

  void addAll(Problems part) {
    found.addAll(part.found);
  }

  boolean any() {
    return !found.isEmpty();
  }

  /** Each once, though two operations may share what is wrong. */
  List<Problem> found() {
    return found.stream().distinct().toList();
  }
}
