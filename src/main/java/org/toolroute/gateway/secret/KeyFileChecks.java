package org.toolroute.gateway.secret;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a key file may be used where it is: a regular file of this user that nobody else
 * can read, apart from the database it protects.
 *
 * @param credentialsDirectory where systemd keeps the credentials of the service ({@code
 *     $CREDENTIALS_DIRECTORY}); it owns them itself and lets this user in by an access list, which
 *     shows as group access
 * @param neverUnder directories whose backups must not hold the key as well
 */
record KeyFileChecks(@Nullable Path credentialsDirectory, List<Path> neverUnder) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_AND_GROUP_READ =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);

  /** Every PostgreSQL data directory has this file at its top. */
  private static final String DATABASE_MARK = "PG_VERSION";

  KeyFileChecks {
    neverUnder = List.copyOf(neverUnder);
  }

  /**
   * Checks the directory that holds, or is to hold, the key file.
   *
   * @throws SecretSetupException when it is no place for a key
   */
  void checkPlace(Path keyFile) {
    List<Path> forbidden = neverUnder.stream().map(KeyFileChecks::real).toList();
    for (Path at = real(keyFile).getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(DATABASE_MARK)) || forbidden.contains(at)) {
        throw new SecretSetupException(
            "The key file "
                + keyFile
                + " lies under "
                + at
                + ", with the data it protects: whoever copies one has both. Move it elsewhere and"
                + " set toolroute.secret.key-file.");
      }
    }
  }

  /**
   * Checks the file itself.
   *
   * @throws SecretSetupException when others may read it, or it is not this user's
   */
  void checkFile(Path keyFile) {
    PosixFileAttributes attributes = attributes(keyFile);
    if (!attributes.isRegularFile()) {
      throw new SecretSetupException(
          "The key file " + keyFile + " is a symbolic link or not a file. Name the file itself.");
    }
    boolean bySystemd = credentialsDirectory != null && keyFile.startsWith(credentialsDirectory);
    long self = new UnixSystem().getUid();
    long owner = uid(keyFile);
    if (owner != self && !(bySystemd && owner == 0)) {
      throw new SecretSetupException(
          "The key file "
              + keyFile
              + " belongs to another user. Run: chown "
              + self
              + " "
              + keyFile);
    }
    Set<PosixFilePermission> mode = attributes.permissions();
    if (!OWNER_ONLY.containsAll(mode) && !(bySystemd && OWNER_AND_GROUP_READ.containsAll(mode))) {
      throw new SecretSetupException(
          "The key file " + keyFile + " can be read by others. Run: chmod 600 " + keyFile);
    }
  }

  private static PosixFileAttributes attributes(Path keyFile) {
    try {
      return Files.readAttributes(keyFile, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      throw uncheckable(keyFile, e);
    }
  }

  private static int uid(Path keyFile) {
    try {
      return (int) Files.getAttribute(keyFile, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException e) {
      throw uncheckable(keyFile, e);
    }
  }

  private static SecretSetupException uncheckable(Path keyFile, Exception cause) {
    return new SecretSetupException(
        "The owner and mode of the key file "
            + keyFile
            + " cannot be checked. Keep it on a file system with POSIX permissions.",
        cause);
  }

  /** {@code path} without symbolic links, as far as it exists. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      Path absolute = path.toAbsolutePath().normalize();
      Path parent = absolute.getParent();
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }
}
