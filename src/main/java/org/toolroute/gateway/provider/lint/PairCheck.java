package org.toolroute.gateway.provider.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A provider is a route and a description under one name: with one alone it would be in no list, or
 * in the lists and not to be called.
 */
public final class PairCheck {
  private PairCheck() {}

  /**
   * A finding for each route without a description and each description without a route.
   *
   * @param files all route files of a gateway
   * @param described the providers that have a description
   */
  public static List<Finding> check(List<RouteFile> files, Set<String> described) {
    List<Finding> findings = new ArrayList<>();
    Set<String> missing = new TreeSet<>(described);
    for (RouteFile file : files) {
      if (file.isProvider() && !missing.remove(file.base())) {
        findings.add(
            new Finding(file.name(), 1, "", "add " + file.base() + ".tools.yaml beside it"));
      }
    }
    for (String provider : missing) {
      findings.add(
          new Finding(
              "providers/" + provider + ".tools.yaml",
              1,
              "",
              "add " + provider + RouteFile.SUFFIX + " beside it, as the other providers have it"));
    }
    return findings;
  }
}
