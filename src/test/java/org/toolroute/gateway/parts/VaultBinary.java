package org.toolroute.gateway.parts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The program {@code bao} or {@code vault}: what {@code TOOLROUTE_TEST_VAULT_BIN} names, else the
 * first on the path; {@code .ci/requirements.txt} installs one. Without it the test is skipped, or
 * fails where the system property {@code toolroute.test.parts.required} is true.
 */
public final class VaultBinary {
  private VaultBinary() {}

  /** The path of the binary. */
  public static String find() {
    return Optional.ofNullable(System.getenv("TOOLROUTE_TEST_VAULT_BIN"))
        .or(() -> onPath("bao"))
        .or(() -> onPath("vault"))
        .orElseThrow(VaultBinary::missing);
  }

  private static Optional<String> onPath(String name) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static RuntimeException missing() {
    String message =
        "PART MISSING: no OpenBao or Vault binary. Run pip install --require-hashes -r"
            + " .ci/requirements.txt, or set TOOLROUTE_TEST_VAULT_BIN.";
    if (Boolean.getBoolean("toolroute.test.parts.required")) {
      return new IllegalStateException(message);
    }
    System.err.println("SKIPPED, " + message);
    return new TestAbortedException(message);
  }
}
