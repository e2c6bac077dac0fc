package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts the programs of the ladder. The yardstick and the gateway get the same JDK, the same JVM
 * settings and the same packaging: both as the fat jar that Maven made, or both extracted from it.
 */
final class Launcher {

  private final Path output;
  private final List<String> jvm;
  private final boolean extracted;
  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  Launcher(Path output, Options options) {
    this.output = output;
    this.jvm = options.jvm();
    this.extracted = options.extracted();
  }

  Server stub() throws IOException {
    int port = Http.freePort();
    List<String> command =
        List.of(
            java.toString(),
            "-XX:+UseSerialGC",
            "-cp",
            output.resolve("classes").toString(),
            "org.toolroute.bench.stub.ProviderStub",
            Integer.toString(port));
    return Server.start("stub", port, command, Map.of(), output.resolve("stub.log"));
  }

  /** The yardstick with its one constant route: the plain rung, and the empty application. */
  Server plain() throws IOException, InterruptedException {
    int port = Http.freePort();
    return jar("plain", port, yardstick(), Map.of("SERVER_PORT", Integer.toString(port)));
  }

  Server forward(int stubPort) throws IOException, InterruptedException {
    int port = Http.freePort();
    return jar(
        "forward",
        port,
        yardstick(),
        Map.of(
            "SERVER_PORT",
            Integer.toString(port),
            "SPRING_PROFILES_ACTIVE",
            "forward",
            "BENCH_STUBURL",
            "http://127.0.0.1:" + stubPort));
  }

  /** The yardstick with a route that answers with the bytes of a file. */
  Server bytes(Path answer) throws IOException, InterruptedException {
    int port = Http.freePort();
    return jar(
        "bytes",
        port,
        yardstick(),
        Map.of(
            "SERVER_PORT",
            Integer.toString(port),
            "SPRING_PROFILES_ACTIVE",
            "bytes",
            "BENCH_ANSWER",
            answer.toString()));
  }

  Server jar(String name, int port, Path jar, Map<String, String> environment)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", packaged(jar).toString()));
    return Server.start(name, port, command, environment, output.resolve(name + ".log"));
  }

  /** A script that chooses the packaging itself, with the JVM settings of the others. */
  Server script(String name, int port, Path script, Map<String, String> environment)
      throws IOException {
    var all = new TreeMap<>(environment);
    all.put("TOOLROUTE_JAVA_OPTIONS", jvmOptions());
    return Server.start(name, port, List.of(script.toString()), all, output.resolve(name + ".log"));
  }

  /** The JVM settings as one text; never empty, which would mean the script's own. */
  String jvmOptions() {
    return jvm.isEmpty() ? "-Dbench" : String.join(" ", jvm);
  }

  private Path yardstick() {
    return output.resolve("yardstick.jar");
  }

  /** The jar to start: itself, or the small one with a lib folder that Spring Boot extracts. */
  private Path packaged(Path jar) throws IOException, InterruptedException {
    if (!extracted) {
      return jar;
    }
    Path folder = output.resolve("extracted").resolve(jar.getFileName());
    Path small = folder.resolve(jar.getFileName());
    if (!Files.exists(small) || isOlder(small, jar)) {
      List<String> command =
          List.of(
              java.toString(),
              "-Djarmode=tools",
              "-jar",
              jar.toString(),
              "extract",
              "--force",
              "--destination",
              folder.toString());
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("cannot extract " + jar);
      }
    }
    return small;
  }

  private static boolean isOlder(Path file, Path than) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) < 0;
  }
}
