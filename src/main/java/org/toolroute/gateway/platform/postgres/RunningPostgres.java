package org.toolroute.gateway.platform.postgres;

import java.util.concurrent.CompletableFuture;

/**
 * A running embedded server with the database {@code toolroute}. If the server's process dies it is
 * started again on the same port, with pauses from 0.5 s to 30 s between failed attempts, so a
 * connection pool recovers without a new URL.
 */
public final class RunningPostgres implements AutoCloseable {
  private final ServerHandle server;
  private final PostgresLogin owner;
  private final PostgresLogin gateway;
  private final HomeLock lock;
  private final Supervisor supervisor;

  RunningPostgres(ServerHandle server, PostgresLogin owner, PostgresLogin gateway, HomeLock lock) {
    this.server = server;
    this.owner = owner;
    this.gateway = gateway;
    this.lock = lock;
    this.supervisor = new Supervisor(server);
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return server.port();
  }

  /** URL of the database {@code toolroute}, without user and password. */
  public String jdbcUrl() {
    return Roles.url(port(), Roles.DATABASE);
  }

  /** The role that owns the database and runs the migrations. */
  public PostgresLogin owner() {
    return owner;
  }

  /** The role that the gateway works with; it owns nothing. */
  public PostgresLogin gateway() {
    return gateway;
  }

  /** Whether the server's process lives; false for the moment between a death and the restart. */
  public boolean isAlive() {
    return server.isAlive();
  }

  /** Process id of the server. */
  public long pid() {
    return server.pid();
  }

  /** Completes when the present server process ends, for whatever reason. */
  public CompletableFuture<Void> onExit() {
    return server.onExit().thenAccept(process -> {});
  }

  /**
   * Starts a dead server at once instead of at the supervisor's next attempt.
   *
   * @return whether this call started it
   * @throws PostgresStartException when it does not start
   */
  public boolean restartIfDead() {
    return server.restartIfDead();
  }

  /**
   * Stops the server (fast: open transactions are rolled back, committed ones are on disk) and
   * releases the home directory. Closing twice is harmless.
   */
  @Override
  public void close() {
    supervisor.close();
    try {
      server.stop();
    } finally {
      lock.close();
    }
  }
}
