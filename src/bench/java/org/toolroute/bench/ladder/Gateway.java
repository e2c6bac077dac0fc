package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The gateway under measurement: how it is started, and where its database runs. */
final class Gateway {

  static final String EXECUTE = "/api/v1/execute";

  /** Public, and answered from the catalogue: the gateway is up when this is. */
  static final String REAL_PATH = "/api/v1/providers";

  private final String name;
  private final Launcher launcher;
  private final Path jar;
  private final Path home;
  private final Map<String, String> extraEnvironment;
  final String adminToken = "bench-" + UUID.randomUUID() + UUID.randomUUID();

  /**
   * @param name of its log file
   */
  Gateway(
      String name, Launcher launcher, Path jar, Path home, Map<String, String> extraEnvironment) {
    this.name = name;
    this.launcher = launcher;
    this.jar = jar;
    this.home = home;
    this.extraEnvironment = extraEnvironment;
  }

  /**
   * Starts the gateway on its data directory, a new one at the first start.
   *
   * @param managementPort where health answers
   */
  Server start(int stubPort, int managementPort) throws IOException, InterruptedException {
    int port = Http.freePort();
    return launcher.jar(name, port, jar, environment(port, stubPort, managementPort));
  }

  /** The same by the launcher that is built beside the jar, which chooses the packaging. */
  Server startShipped(int stubPort, int managementPort) throws IOException {
    int port = Http.freePort();
    return launcher.script(
        name + "-shipped", port, script(), environment(port, stubPort, managementPort));
  }

  /** Lets the launcher prepare this version, which it does once; false where there is none. */
  boolean prepareShipped() throws IOException, InterruptedException {
    if (!Files.isExecutable(script())) {
      return false;
    }
    var builder = new ProcessBuilder(script().toString(), "--prepare").inheritIO();
    builder.environment().put("TOOLROUTE_HOME", home.toString());
    builder.environment().put("TOOLROUTE_JAVA_OPTIONS", launcher.jvmOptions());
    return builder.start().waitFor() == 0;
  }

  private Path script() {
    return jar.resolveSibling("toolroute");
  }

  private Map<String, String> environment(int port, int stubPort, int managementPort) {
    String provider = "http://127.0.0.1:" + stubPort;
    var environment = new TreeMap<String, String>();
    environment.put("TOOLROUTE_HOME", home.toString());
    environment.put("TOOLROUTE_ADMIN_TOKEN", adminToken);
    environment.put("TOOLROUTE_PROVIDERS_OPENAI_BASEURL", provider + "/v1");
    environment.put("TOOLROUTE_PROVIDERS_CONTEXT7_BASEURL", provider);
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    environment.putAll(extraEnvironment);
    return environment;
  }

  /** The first process of the embedded PostgreSQL; empty when the database runs elsewhere. */
  OptionalLong database() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      var file = files.filter(path -> path.endsWith("postmaster.pid")).findFirst();
      return file.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(Files.readAllLines(file.get()).getFirst().strip()));
    }
  }
}
