package org.toolroute.gateway.platform.postgres;

import java.util.Optional;
import org.toolroute.gateway.shared.Secret;

/**
 * Starts the PostgreSQL server that the gateway brings along, for installations without one of
 * their own. Everything lies in {@code postgres} below the gateway's home directory:
 *
 * <pre>
 * VERSION-PLATFORM/  the programs, unpacked from the class path once
 * data/              the database (0700)
 * run/               the Unix socket (0700)
 * secrets/           passwords of the roles (0700, files 0600)
 * port               the TCP port on 127.0.0.1
 * server.log         log, with server.log.1 before it
 * </pre>
 *
 * The server is durable: it flushes every commit, recovers from the death of itself or of the
 * gateway, and listens on 127.0.0.1 with password authentication only.
 */
public final class EmbeddedPostgres {
  private final EmbeddedPostgresSettings settings;
  private final PostgresHome home;
  private final HomeLock lock;

  private EmbeddedPostgres(EmbeddedPostgresSettings settings, PostgresHome home, HomeLock lock) {
    this.settings = settings;
    this.home = home;
    this.lock = lock;
  }

  /**
   * Starts the server, or takes over the one that a killed gateway left. The result holds the home
   * directory for this process until it is closed; close it last at shutdown, after the pools that
   * use it, because the server is neither stopped by Ctrl-C nor by the death of this process.
   *
   * @throws PostgresStartException with a sentence for the operator
   */
  public static RunningPostgres start(EmbeddedPostgresSettings settings) {
    PostgresHome home = PostgresHome.open(settings.home());
    HomeLock lock = HomeLock.acquire(home);
    boolean started = false;
    try {
      RunningPostgres running = new EmbeddedPostgres(settings, home, lock).start();
      started = true;
      return running;
    } finally {
      if (!started) {
        lock.close();
      }
    }
  }

  private RunningPostgres start() {
    PostgresBinaries binaries = PostgresBinaries.unpack(home, Platform.current());
    ServerUser user = new ServerUserChoice(home, binaries).choose();
    PasswordFiles passwords = new PasswordFiles(home.secrets());
    Secret superuserPassword = prepareData(new DataDirectory(home, binaries, user), passwords);
    PostgresLogin owner = new PostgresLogin(Roles.OWNER, passwords.readOrCreate("owner"));
    PostgresLogin gateway = new PostgresLogin(Roles.GATEWAY, passwords.readOrCreate("gateway"));

    ServerLog log = new ServerLog(home.log(), settings.maxLogSize().toBytes());
    PostgresServer server = new PostgresServer(home, binaries, user, log, settings);
    ServerPort port = new ServerPort(home.portFile(), settings.port());
    ServerSettings wanted = wanted(port.current());
    Optional<ProcessHandle> orphan =
        new OrphanServer(home, binaries, server)
            .adoptOrStop(wanted, new Roles(wanted.port(), superuserPassword));
    ServerSettings used = orphan.isPresent() ? wanted : wanted(port.forStart());
    ProcessHandle process = orphan.orElseGet(() -> server.start(used));
    boolean prepared = false;
    try {
      new Roles(used.port(), superuserPassword).prepare(owner, gateway);
      prepared = true;
    } finally {
      if (!prepared) {
        server.stop(process);
      }
    }
    ServerHandle handle = new ServerHandle(server, used, log, process);
    return new RunningPostgres(handle, owner, gateway, lock);
  }

  private static Secret prepareData(DataDirectory data, PasswordFiles passwords) {
    if (data.exists()) {
      data.check();
      return passwords.read("superuser");
    }
    Secret password = passwords.readOrCreate("superuser");
    data.create(password);
    return password;
  }

  private ServerSettings wanted(int port) {
    return ServerSettings.of(home, port, settings.maxConnections());
  }
}
