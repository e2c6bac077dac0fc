package org.toolroute.gateway.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.CatalogLoader;
import org.toolroute.gateway.catalog.CatalogProperties;

/** Catalogues for tests: the one that ships, or one of descriptions written in the test. */
public final class TestCatalog {
  private TestCatalog() {}

  /** The descriptions in {@code routes/providers}. */
  public static Catalog shipped() {
    return load(Path.of("routes"));
  }

  /** Loads the route folder. */
  public static Catalog load(Path routes) {
    return new CatalogLoader(new CatalogProperties(routes, Map.of())).load();
  }

  /** Writes {@code <provider>.tools.yaml} files below a folder and returns it as a route folder. */
  public static Path write(Path folder, Map<String, String> descriptions) {
    try {
      Path providers = Files.createDirectories(folder.resolve("providers"));
      for (Map.Entry<String, String> description : descriptions.entrySet()) {
        Files.writeString(
            providers.resolve(description.getKey() + ".tools.yaml"), description.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The example of the page on adding a provider. */
  public static String documentedExample() {
    try {
      String page = Files.readString(Path.of("src/docs/add-a-provider.md"));
      int start = page.indexOf("```yaml\n") + "```yaml\n".length();
      return page.substring(start, page.indexOf("\n```", start) + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
