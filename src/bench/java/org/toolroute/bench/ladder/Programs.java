package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that answer the rungs of a run; they end in the reverse of their order. */
final class Programs implements AutoCloseable {

  private final Launcher launcher;
  private final Options options;
  private final Http http;
  private final Path output;
  private final Map<Rung, Target> targets = new EnumMap<>(Rung.class);
  private final Deque<Server> running = new ArrayDeque<>();
  private Optional<Accounts> payers = Optional.empty();

  Programs(Launcher launcher, Options options, Http http, Path output) {
    this.launcher = launcher;
    this.options = options;
    this.http = http;
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
  }

  /** Which program answers a rung. */
  Map<Rung, Target> targets() {
    return Collections.unmodifiableMap(targets);
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

  private Server await(Server server, String path) throws InterruptedException {
    running.push(server);
    return server.awaitOk(path);
  }

  @Override
  public void close() {
    running.forEach(Server::close);
  }
}
