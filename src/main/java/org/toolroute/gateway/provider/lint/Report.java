package org.toolroute.gateway.provider.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects the findings of one file. */
final class Report {
  private final String file;
  private final List<Finding> findings = new ArrayList<>();

  Report(String file) {
    this.file = file;
  }

  void add(int line, String place, String advice) {
    findings.add(new Finding(file, line, place, advice));
  }

  void add(Place at, String advice) {
    add(at.node().line(), at.pointer(), advice);
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
