package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.toolroute.gateway.shared.Secret;

/**
 * The passwords of the server's roles: one file of mode 0600 each, 40 random characters of {@code
 * A-Za-z0-9} (238 bits).
 */
final class PasswordFiles {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 40;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path directory;
  private final SecureRandom random = new SecureRandom();

  PasswordFiles(Path directory) {
    this.directory = directory;
  }

  /** The password in the file {@code name}; the file must be there. */
  Secret read(String name) {
    Path file = directory.resolve(name);
    try {
      if (!Files.exists(file)) {
        throw PostgresStartException.passwordMissing(file);
      }
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw PostgresStartException.passwordExposed(file);
      }
      return Secret.of(Files.readString(file, US_ASCII).strip());
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(file, e);
    }
  }

  /** The password in the file {@code name}, made up now if there is none. */
  Secret readOrCreate(String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      try {
        FileTree.writePrivately(file, newPassword());
      } catch (IOException e) {
        throw PostgresStartException.homeNotWritable(file, e);
      }
    }
    return read(name);
  }

  private String newPassword() {
    StringBuilder password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
