package org.toolroute.gateway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command of a {@code console} block with the output that stands under it, in which {@code …}
 * stands for any text.
 */
record ConsoleExample(String command, String output) {
  private static final String PROMPT = "$ ";
  private static final String ANYTHING = "…";

  /** All examples of a Markdown file, in their order. */
  static List<ConsoleExample> in(Path markdown) throws IOException {
    List<ConsoleExample> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(markdown)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith(PROMPT)) {
        examples.add(new ConsoleExample(line.substring(PROMPT.length()), ""));
      } else if (inside) {
        ConsoleExample last = examples.removeLast();
        examples.add(new ConsoleExample(last.command, (last.output + "\n" + line).strip()));
      }
    }
    return examples;
  }

  /** Whether {@code actual} is what the documentation shows. */
  boolean matches(String actual) {
    String expected =
        Arrays.stream(output.split(ANYTHING, -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(expected, Pattern.DOTALL).matcher(actual.strip()).matches();
  }
}
