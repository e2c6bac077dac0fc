package org.toolroute.gateway.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known names that somebody may have meant. */
final class NearestNames {
  /** Longer texts are no misspelt name, and would cost time to compare. */
  static final int WANTED_LENGTH_MAX = 80;

  private static final int NAMES_MAX = 5;
  private static final int EDITS_MIN = 2;
  private static final int PART_LENGTH_MIN = 3;

  private NearestNames() {}

  /** The nearest of {@code known}, best first; empty when none is near. */
  static List<String> of(String wanted, Collection<String> known) {
    if (wanted.length() > WANTED_LENGTH_MAX) {
      return List.of();
    }
    LevenshteinDistance distance =
        new LevenshteinDistance(Math.max(EDITS_MIN, wanted.length() / 3));
    record Candidate(String name, int edits) {}
    return known.stream()
        .map(name -> new Candidate(name, edits(distance, wanted, name)))
        .filter(candidate -> candidate.edits() >= 0)
        .sorted(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
        .limit(NAMES_MAX)
        .map(Candidate::name)
        .toList();
  }

  /** A name that contains what was wanted, or the other way round, is near as well. */
  private static int edits(LevenshteinDistance distance, String wanted, String name) {
    int edits = distance.apply(wanted, name);
    boolean comparable = Math.min(wanted.length(), name.length()) >= PART_LENGTH_MIN;
    boolean contains = comparable && (name.contains(wanted) || wanted.contains(name));
    return edits < 0 && contains ? Math.abs(name.length() - wanted.length()) : edits;
  }
}
