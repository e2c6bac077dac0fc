package org.toolroute.gateway.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The unpacked programs of one PostgreSQL version. */
record PostgresBinaries(Path directory) {
  private static final Pattern VERSION_IN_JAR = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar");

  /** Finds the archive for this platform and unpacks it, unless that was done before. */
  static PostgresBinaries unpack(PostgresHome home, Platform platform) {
    URL archive = find(platform);
    if (archive == null) {
      throw PostgresStartException.noBinaries(platform);
    }
    Path directory =
        home.base().resolve(version(archive.toString()) + "-" + platform.directorySuffix());
    if (!Files.isDirectory(directory)) {
      unpack(archive, directory);
    }
    return new PostgresBinaries(directory);
  }

  Path postgres() {
    return directory.resolve("bin/postgres");
  }

  Path initdb() {
    return directory.resolve("bin/initdb");
  }

  Path pgCtl() {
    return directory.resolve("bin/pg_ctl");
  }

  static String version(String archiveUrl) {
    Matcher matcher = VERSION_IN_JAR.matcher(archiveUrl);
    // A repackaged class path has no version in its names; one directory then serves.
    return matcher.find() ? matcher.group(1) : "unversioned";
  }

  private static @Nullable URL find(Platform platform) {
    return PostgresBinaries.class.getClassLoader().getResource(platform.archive());
  }

  /** Unpacks beside the target and renames, so that a directory with the name is complete. */
  private static void unpack(URL archive, Path directory) {
    Path parts = directory.resolveSibling(directory.getFileName() + ".new");
    try {
      FileTree.delete(parts);
      Files.createDirectory(parts);
      PostgresHome.protect(parts, "rwxr-xr-x");
      try (InputStream in = new BufferedInputStream(archive.openStream(), 64 * 1024)) {
        ArchiveUnpacker.unpack(in, parts);
      }
      // A directory with the final name is trusted for ever, so its content must be on disk first.
      FileTree.syncAll(parts);
      Files.move(parts, directory, StandardCopyOption.ATOMIC_MOVE);
      FileTree.sync(directory.resolveSibling("."));
    } catch (IOException e) {
      FileTree.deleteIfPossible(parts);
      throw PostgresStartException.unpackFailed(directory, e);
    }
  }
}
