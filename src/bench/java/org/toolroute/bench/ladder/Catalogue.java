package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of routes with more providers than ship: each provider again and again under other
 * names, so that every tool in the list is as long as a real one.
 *
 * @param folder what {@code toolroute.routes} names
 * @param providers the names of all
 */
record Catalogue(Path folder, Set<String> providers) {

  /** Tools on one page of the list, and in the catalogue at least. */
  static final int TOOLS = 150;

  /** Of each shipped provider; with 19 shipped operations there are 171. */
  private static final int COPIES = 8;

  private static final String DESCRIPTION = ".tools.yaml";

  /** Copies {@code shipped}, with copies of each provider beside it. */
  static Catalogue write(Path shipped, Path folder) throws IOException {
    var providers = new TreeSet<String>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(shipped)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = folder.resolve(shipped.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
      if (target.getParent().endsWith("providers")) {
        String provider = provider(target);
        providers.add(provider);
        for (int copy = 1; copy <= COPIES; copy++) {
          String name = provider + copy;
          providers.add(name);
          copy(target, provider, name);
        }
      }
    }
    return new Catalogue(folder, providers);
  }

  /** Settings that publish the folder, with every base URL on the stub. */
  Map<String, String> environment(String stub) {
    var environment = new TreeMap<String, String>();
    environment.put("TOOLROUTE_ROUTES", folder.toString());
    environment.put("TOOLROUTE_MCP_PAGESIZE", Integer.toString(TOOLS));
    for (String name : providers) {
      environment.put("TOOLROUTE_PROVIDERS_" + name.toUpperCase(Locale.ROOT) + "_BASEURL", stub);
    }
    return environment;
  }

  private static String provider(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  /** Writes one file of a provider under the copy's name. */
  private static void copy(Path original, String provider, String name) throws IOException {
    String file = original.getFileName().toString();
    String text = Files.readString(original);
    // A description names its provider once and then speaks of it; a route uses the name all over.
    String copied =
        file.endsWith(DESCRIPTION)
            ? text.replaceFirst("(?m)^provider: " + provider, "provider: " + name)
            : text.replaceAll("\\b" + provider + "\\b", name);
    Files.writeString(original.resolveSibling(file.replaceFirst(provider, name)), copied);
  }
}
