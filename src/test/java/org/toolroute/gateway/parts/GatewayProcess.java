package org.toolroute.gateway.parts;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.toolroute.gateway.GatewayApplication;

/**
 * A gateway in a process of its own, which can be killed, or be the second node of a database:
 * within one process Camel allows one servlet of a name.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final Process process;
  private final GatewayClient client;

  private GatewayProcess(Process process, GatewayClient client) {
    this.process = process;
    this.client = client;
  }

  /**
   * A second gateway on {@code database}, with a home of its own.
   *
   * @param first the home of the first, whose key file both use
   */
  public static GatewayProcess start(
      TestDatabase database, ProviderStub stub, Path first, Map<String, String> settings) {
    Path home = TestGateway.newHome();
    Map<String, String> all = new LinkedHashMap<>(TestGateway.defaults(database, stub, home));
    all.put("toolroute.secret.key-file", first.resolve("keys").resolve("kek.json").toString());
    all.putAll(settings);
    return start(home, all);
  }

  /** A gateway with its embedded database in {@code home}. */
  public static GatewayProcess startAlone(
      ProviderStub stub, Path home, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(TestGateway.ownSettings(stub, home));
    all.putAll(settings);
    return start(home, all);
  }

  private static GatewayProcess start(Path home, Map<String, String> settings) {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(GatewayApplication.class.getName());
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("server.port", String.valueOf(port));
    all.forEach((name, value) -> command.add("--" + name + "=" + value));
    Path log = home.resolve("gateway-" + port + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      GatewayProcess gateway =
          new GatewayProcess(process, new GatewayClient(port, TestGateway.ADMIN_TOKEN));
      gateway.awaitStart(log);
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitStart(Path log) throws IOException {
    boolean started = false;
    try {
      await().atMost(START).until(() -> !process.isAlive() || answers());
      started = process.isAlive();
    } finally {
      if (!started) {
        kill();
      }
    }
    if (!started) {
      throw new IllegalStateException("the gateway did not start:\n" + Files.readString(log));
    }
  }

  private boolean answers() {
    try {
      return client.get("/api/v1/providers", "").status() == 200;
    } catch (UncheckedIOException e) {
      return false; // not listening yet
    }
  }

  public GatewayClient client() {
    return client;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends the process as an operator does. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
