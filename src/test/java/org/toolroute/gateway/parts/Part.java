package org.toolroute.gateway.parts;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs of the machine that it runs on. Without it the test is skipped and says what is
 * missing, or fails where the system property {@code toolroute.test.parts.required} is true.
 */
public final class Part {
  private static final boolean REQUIRED = Boolean.getBoolean("toolroute.test.parts.required");

  private Part() {}

  /**
   * Ends the test unless the part is there.
   *
   * @param what is missing, and how to get it
   */
  public static void require(boolean there, String what) {
    if (!there) {
      throw missing(what);
    }
  }

  /** Ends the test unless it runs as root. */
  public static void requireRoot(String why) {
    require(new UnixSystem().getUid() == 0, "not root, and " + why + ". Run the tests as root.");
  }

  /** Ends the test unless there is such a program. */
  public static void requireProgram(String name) {
    require(onPath(name).isPresent(), "no " + name + ". Install the package " + name + ".");
  }

  /** The program of that name, where the environment's path finds one. */
  static Optional<String> onPath(String name) {
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** What ends a test for whose part there is no replacement. */
  static RuntimeException missing(String what) {
    String message = "PART MISSING: " + what;
    if (REQUIRED) {
      return new IllegalStateException(message);
    }
    System.err.println("SKIPPED, " + message);
    return new TestAbortedException(message);
  }
}
