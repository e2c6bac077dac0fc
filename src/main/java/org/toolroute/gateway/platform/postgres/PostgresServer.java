package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the server process on a prepared database directory. */
final class PostgresServer {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

  private final PostgresHome home;
  private final PostgresBinaries binaries;
  private final ServerUser user;
  private final ServerLog log;
  private final EmbeddedPostgresSettings limits;

  PostgresServer(
      PostgresHome home,
      PostgresBinaries binaries,
      ServerUser user,
      ServerLog log,
      EmbeddedPostgresSettings limits) {
    this.home = home;
    this.binaries = binaries;
    this.user = user;
    this.log = log;
    this.limits = limits;
  }

  /** How one attempt to start ended. */
  private sealed interface Attempt {
    record Ready(ProcessHandle server) implements Attempt {}

    record Exited(String output) implements Attempt {}
  }

  /** Starts the server and returns once it accepts connections. */
  ProcessHandle start(ServerSettings settings) {
    long deadline = System.nanoTime() + limits.startTimeout().toNanos();
    try {
      while (true) {
        switch (attempt(settings, deadline)) {
          case Attempt.Ready ready -> {
            return ready.server();
          }
          case Attempt.Exited exited -> {
            boolean retry = ServerFailure.isPredecessorLeaving(exited.output());
            if (!retry || System.nanoTime() + RETRY.toNanos() > deadline) {
              throw ServerFailure.describe(home, settings.port(), exited.output());
            }
            Thread.sleep(RETRY);
          }
        }
      }
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(home.base(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PostgresStartException.interrupted();
    }
  }

  private Attempt attempt(ServerSettings settings, long deadline)
      throws IOException, InterruptedException {
    log.open();
    long logStart = log.size();
    Process process = launch(settings);
    boolean ready = false;
    try {
      while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        ready = isReady(process.pid());
        if (ready) {
          return new Attempt.Ready(process.toHandle());
        }
        if (System.nanoTime() > deadline) {
          throw PostgresStartException.timeout(limits.startTimeout(), log.tailAfter(logStart));
        }
      }
      return new Attempt.Exited(log.tailAfter(logStart));
    } finally {
      if (!ready) {
        stop(process.toHandle());
      }
    }
  }

  /**
   * Starts the program as a child, so that its death is noticed at once and nothing is left in the
   * process table, but in a session of its own: Ctrl-C in the gateway's terminal must not take the
   * database away from calls that still want to settle.
   */
  private Process launch(ServerSettings settings) throws IOException {
    List<String> words = new ArrayList<>();
    Command.find("setsid").ifPresent(setsid -> words.add(setsid.toString()));
    List<String> arguments = new ArrayList<>(List.of("-D", home.data().toString()));
    arguments.addAll(settings.arguments());
    words.addAll(user.words(binaries.postgres(), arguments));
    Process process =
        new Command(words, home.base())
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
            .start();
    process.getOutputStream().close();
    return process;
  }

  private boolean isReady(long pid) {
    Optional<PostmasterFile> file = PostmasterFile.read(home.data());
    return file.isPresent() && file.get().pid() == pid && file.get().ready();
  }

  /**
   * Stops the server: fast, which ends sessions and writes a checkpoint; then immediate, after
   * which the next start recovers; then by force. An interrupt costs the present step its patience,
   * but the server is stopped all the same.
   */
  void stop(ProcessHandle server) {
    boolean interrupted = Thread.interrupted();
    boolean stopped = signal(server, "INT", limits.stopTimeout());
    interrupted |= Thread.interrupted();
    if (!stopped) {
      stopped = signal(server, "QUIT", SIGNAL_LIMIT);
      interrupted |= Thread.interrupted();
    }
    if (!stopped) {
      LOG.atWarn().addKeyValue("pid", server.pid()).log("postgresql had to be killed");
      server.destroyForcibly();
      exits(server, SIGNAL_LIMIT);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean signal(ProcessHandle server, String name, Duration patience) {
    if (!server.isAlive()) {
      return true;
    }
    try {
      // pg_ctl, because Java can send neither signal.
      user.command(home.base(), binaries.pgCtl(), "kill", name, Long.toString(server.pid()))
          .run(SIGNAL_LIMIT);
      return exits(server, patience);
    } catch (IOException | PostgresStartException e) {
      return false;
    }
  }

  private static boolean exits(ProcessHandle server, Duration patience) {
    try {
      server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
