package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The places below the gateway's home directory that belong to the embedded server.
 *
 * @param home real path of the home directory
 * @param processUid the user id this process has
 */
record PostgresHome(Path home, int processUid) {

  /** Creates what is missing and proves that this process can write there. */
  static PostgresHome open(Path home) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      throw PostgresStartException.unsupportedSystem();
    }
    try {
      Files.createDirectories(home);
      Path real = home.toRealPath();
      Path base = real.resolve("postgres");
      Files.createDirectories(base);
      PostgresHome opened = new PostgresHome(real, uidOfANewFileIn(base));
      // Others may pass through, because a server under its own user has to; each entry below is
      // guarded by itself.
      protect(base, "rwx--x--x");
      directory(opened.secrets());
      directory(opened.run());
      return opened;
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(home, e);
    }
  }

  Path base() {
    return home.resolve("postgres");
  }

  Path data() {
    return base().resolve("data");
  }

  Path run() {
    return base().resolve("run");
  }

  Path secrets() {
    return base().resolve("secrets");
  }

  Path portFile() {
    return base().resolve("port");
  }

  Path log() {
    return base().resolve("server.log");
  }

  Path lockFile() {
    return home.resolve("gateway.lock");
  }

  /** Who owns the data directory, if there is one. */
  Optional<FileOwner> dataOwner() {
    return Files.exists(data(), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(FileOwner.of(data()))
        : Optional.empty();
  }

  static void protect(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void directory(Path path) throws IOException {
    Files.createDirectories(path);
    protect(path, "rwx------");
  }

  private static int uidOfANewFileIn(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, "probe", null);
    try {
      return (int) Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }
}
