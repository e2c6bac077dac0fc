package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programs that answer the rungs of a run; they end in the reverse of their order. */
final class Programs implements AutoCloseable {

  /** The shipped routes; the ladder is started where the gateway finds them. */
  private static final Path ROUTES = Path.of("routes");

  private final Launcher launcher;
  private final Options options;
  private final Http http;
  private final Path calls;
  private final Path output;
  private final Map<Rung, Target> targets = new EnumMap<>(Rung.class);
  private final Deque<Server> running = new ArrayDeque<>();
  private Optional<Accounts> payers = Optional.empty();
  private OptionalLong listBytes = OptionalLong.empty();

  /**
   * @param calls the folder with the bodies of the requests
   */
  Programs(Launcher launcher, Options options, Http http, Path calls, Path output) {
    this.launcher = launcher;
    this.options = options;
    this.http = http;
    this.calls = calls;
    this.output = output;
  }

  /** Starts what the options need, with accounts to call it. */
  void start(Server stub, Gateway gateway) throws Exception {
    targets.put(Rung.STUB, Target.alone(stub));
    targets.put(Rung.PLAIN, Target.alone(await(launcher.plain(), Rung.PLAIN.path)));
    targets.put(Rung.FORWARD, Target.alone(await(launcher.forward(stub.port), Rung.PLAIN.path)));
    if (options.needsGateway()) {
      startGateway(stub, gateway);
    }
    if (options.needsListing()) {
      startListing(stub);
    }
  }

  /** Which program answers a rung. */
  Map<Rung, Target> targets() {
    return Collections.unmodifiableMap(targets);
  }

  /** How long the measured list is; empty when no rung asks for it. */
  OptionalLong listBytes() {
    return listBytes;
  }

  /** What the gateway's own audit finds wrong after the load; empty for nothing. */
  String auditComplaint() throws IOException, InterruptedException {
    return payers.isPresent() ? payers.get().auditComplaint() : "";
  }

  private void startGateway(Server stub, Gateway gateway) throws Exception {
    Server server = await(gateway.start(stub.port, Http.freePort()), Gateway.REAL_PATH);
    var accounts = new Accounts(http, server.port, gateway.adminToken, output);
    accounts.create(options.accounts());
    payers = Optional.of(accounts);
    var target = new Target(server, gateway.database(), payers);
    Stream.of(Rung.values()).filter(Rung::isGateway).forEach(rung -> targets.put(rung, target));
  }

  /**
   * A second gateway, so that its many providers cost the calls through the first nothing, and a
   * yardstick that answers with as many bytes as its list has.
   */
  private void startListing(Server stub) throws Exception {
    Catalogue catalogue = Catalogue.write(ROUTES, output.resolve("routes-listing"));
    var environment = new TreeMap<>(catalogue.environment("http://127.0.0.1:" + stub.port));
    environment.putAll(options.gatewayEnvironment());
    Path home = output.resolve("home-listing");
    var gateway = new Gateway("listing", launcher, options.gatewayJar(), home, environment);
    int managementPort = Http.freePort();
    Server server = await(gateway.start(stub.port, managementPort), Gateway.REAL_PATH);
    var accounts = new Accounts(http, server.port, gateway.adminToken, output);
    accounts.createReaders(options.accounts());
    targets.put(Rung.HEALTH, Target.alone(server.at(managementPort)));
    targets.put(Rung.LIST, new Target(server, gateway.database(), Optional.of(accounts)));
    Path answer = output.resolve("tools-list.json");
    int callers = Collections.max(options.accounts());
    Files.writeString(answer, accounts.call(Rung.LIST, callers, calls).body());
    listBytes = OptionalLong.of(Files.size(answer));
    targets.put(Rung.BYTES, Target.alone(await(launcher.bytes(answer), Rung.BYTES.path)));
  }

  private Server await(Server server, String path) throws InterruptedException {
    running.push(server);
    return server.awaitOk(path);
  }

  @Override
  public void close() {
    running.forEach(Server::close);
  }
}
