package org.toolroute.bench.ladder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Times from starting the process to the first 200, gateway and empty application in turn. The
 * gateway's database has been initialised before.
 */
final class StartUps {

  /** Where Spring Boot answers whether a process lives. */
  static final String LIVENESS = "/actuator/health/liveness";

  private static final int POLL_MILLIS = 5;

  private final Launcher launcher;
  private final Options options;

  StartUps(Launcher launcher, Options options) {
    this.launcher = launcher;
    this.options = options;
  }

  /** Milliseconds from exec to the first 200 of the liveness probe and of a real path. */
  record Times(double liveness, double path) {}

  /**
   * All starts of one run, in order.
   *
   * @param gateway the jar alone; empty when no gateway rung was asked for
   * @param shipped by the launcher that is built beside the jar; empty without one
   */
  record Result(List<Times> empty, List<Times> gateway, List<Times> shipped) {}

  Result emptyOnly() throws IOException, InterruptedException {
    var empty = new ArrayList<Times>();
    for (int i = 0; i < options.startUps(); i++) {
      empty.add(empty());
    }
    return new Result(empty, List.of(), List.of());
  }

  Result both(Gateway gateway, int stubPort) throws IOException, InterruptedException {
    var empty = new ArrayList<Times>();
    var full = new ArrayList<Times>();
    var shipped = new ArrayList<Times>();
    boolean hasLauncher = gateway.prepareShipped();
    for (int i = 0; i < options.startUps(); i++) {
      empty.add(empty());
      int management = Http.freePort();
      try (Server server = gateway.start(stubPort, management)) {
        full.add(await(server, management, options.livenessPath(), Gateway.REAL_PATH));
      }
      if (hasLauncher) {
        try (Server server = gateway.startShipped(stubPort, management)) {
          shipped.add(await(server, management, options.livenessPath(), Gateway.REAL_PATH));
        }
      }
    }
    return new Result(empty, full, shipped);
  }

  private Times empty() throws IOException, InterruptedException {
    try (Server server = launcher.plain()) {
      return await(server, server.port, LIVENESS, Rung.PLAIN.path);
    }
  }

  private static Times await(Server server, int health, String liveness, String path)
      throws InterruptedException {
    double live = 0;
    double real = 0;
    while (live == 0 || real == 0) {
      if (!server.isAlive()) {
        throw new IllegalStateException(server.name + " ended while starting");
      }
      if (live == 0 && Http.answers(health, liveness)) {
        live = server.millisSinceStart();
      }
      if (real == 0 && Http.answers(server.port, path)) {
        real = server.millisSinceStart();
      }
      Thread.sleep(POLL_MILLIS);
    }
    return new Times(live, real);
  }
}
