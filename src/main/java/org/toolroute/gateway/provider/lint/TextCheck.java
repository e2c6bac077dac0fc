package org.toolroute.gateway.provider.lint;

import com.google.re2j.Pattern;
import java.util.List;

/** What no text in a route file may hold, wherever it stands. */
final class TextCheck {
  /** Beginnings of keys that providers, Vault and this gateway give out. */
  private static final Pattern KNOWN_KEY =
      Pattern.compile(
          "\\b(sk|rk|pk|tr|bb)_(live|test)_[A-Za-z0-9]|\\b(sk|tvly|fc|ctx7sk)-[A-Za-z0-9_-]{6}"
              + "|\\b(re|sk)_[A-Za-z0-9]{8}|\\bAC[0-9a-fA-F]{32}|\\bhv[sbr]\\.[A-Za-z0-9]"
              + "|(?i:bearer|basic)\\s+[A-Za-z0-9+/=_.-]{12}");

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+_=-]{24,}");
  private static final Pattern LETTER = Pattern.compile("[A-Za-z]");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private static final Pattern SETTING =
      Pattern.compile("\\{\\{(toolroute|provider)(\\.[a-z][a-z0-9_-]*)+\\}\\}");

  private static final Pattern COMPARISON =
      Pattern.compile("\\$\\{variable(\\.[a-z][A-Za-z]*){1,2}\\} == '[a-z_]+'");

  private TextCheck() {}

  static void check(RouteFile file, Place root, Report report) {
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (looksLikeKey(lines.get(i))) {
        report.add(i + 1, "", "this looks like a key; keys are registered, never written in files");
      }
    }
    for (Place place : root.withAllBelow()) {
      checkPlaceholders(place, report);
    }
  }

  private static boolean looksLikeKey(String line) {
    if (KNOWN_KEY.matcher(line).find()) {
      return true;
    }
    var words = LONG_WORD.matcher(line);
    while (words.find()) {
      if (LETTER.matcher(words.group()).find() && DIGIT.matcher(words.group()).find()) {
        return true;
      }
    }
    return false;
  }

  private static void checkPlaceholders(Place place, Report report) {
    String text = place.text().orElse(place.name());
    if (text.contains("{{") && !SETTING.matches(text)) {
      report.add(
          place,
          "placeholders are settings of the gateway only, such as {{provider.<name>.base-url}}");
    }
    boolean dynamic = text.contains("${") || text.contains("$simple{") || text.contains("$init{");
    if (dynamic && !COMPARISON.matches(text)) {
      report.add(place, "the only expression is ${variable.<name>.<field>} == '<value>'");
    }
  }
}
