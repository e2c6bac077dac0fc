package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the system says of its users. */
final class SystemUsers {
  private static final List<String> PREFERRED = List.of("postgres", "nobody");

  private SystemUsers() {}

  /** A user without rights that a server can run under: {@code postgres}, else {@code nobody}. */
  static Optional<FileOwner> unprivileged() {
    return PREFERRED.stream().flatMap(name -> find(name).stream()).findFirst();
  }

  /** Whether every user may pass through a directory. */
  static boolean isPassable(Path directory) {
    try {
      return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<FileOwner> find(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"), ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length >= 4 && fields[0].equals(name))
          .filter(fields -> !fields[2].equals("0"))
          .map(fields -> new FileOwner(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
