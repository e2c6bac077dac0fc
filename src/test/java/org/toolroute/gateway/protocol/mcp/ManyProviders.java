package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A synthetic catalogue as large as a busy gateway's: the shipped providers again and again under
 * other names, so that each tool is as long as a real one.
 */
final class ManyProviders {
  private ManyProviders() {}

  /** The shipped routes, with {@code copies} of each provider beside it. */
  static Path write(int copies) throws IOException {
    Path shipped = Path.of("routes");
    Path folder = Files.createTempDirectory("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path target = folder.resolve(shipped.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
        if (target.getParent().endsWith("providers")) {
          for (int copy = 1; copy <= copies; copy++) {
            writeCopy(target, copy);
          }
        }
      }
    }
    return folder;
  }

  private static void writeCopy(Path original, int copy) throws IOException {
    String file = original.getFileName().toString();
    String provider = file.substring(0, file.indexOf('.'));
    String text = Files.readString(original);
    String name = "\\b" + provider + "\\b";
    String copied =
        file.endsWith(".tools.yaml")
            ? text.replaceFirst("(?m)^provider: " + provider, "provider: " + provider + copy)
            : text.replaceAll(name, provider + copy);
    Files.writeString(
        original.resolveSibling(file.replaceFirst(provider, provider + copy)), copied);
  }
}
