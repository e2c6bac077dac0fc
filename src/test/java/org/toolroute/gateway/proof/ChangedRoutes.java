package org.toolroute.gateway.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the route folder that ships, with a provider described differently. */
public final class ChangedRoutes {
  private static final Path SHIPPED = Path.of("routes");

  private ChangedRoutes() {}

  /** The folder, in which every {@code from} in the provider's description is {@code to}. */
  public static Path with(Path folder, String provider, String from, String to) {
    try {
      for (Path file : shipped()) {
        Path copy = folder.resolve(SHIPPED.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return change(folder, provider, from, to);
  }

  /** The same folder, after another such change. */
  static Path change(Path folder, String provider, String from, String to) {
    try {
      Path description = folder.resolve("providers/" + provider + ".tools.yaml");
      String text = Files.readString(description);
      if (!text.contains(from)) {
        throw new IllegalArgumentException(provider + " does not say " + from);
      }
      Files.writeString(description, text.replace(from, to));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(SHIPPED)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
