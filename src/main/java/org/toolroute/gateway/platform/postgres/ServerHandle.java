package org.toolroute.gateway.platform.postgres;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one server of a running gateway, which is another process after each restart. */
final class ServerHandle {
  private static final Logger LOG = LoggerFactory.getLogger(ServerHandle.class);

  private final PostgresServer server;
  private final ServerSettings settings;
  private final ServerLog log;
  private volatile ProcessHandle process;
  private boolean stopped;

  ServerHandle(
      PostgresServer server, ServerSettings settings, ServerLog log, ProcessHandle process) {
    this.server = server;
    this.settings = settings;
    this.log = log;
    this.process = process;
  }

  int port() {
    return settings.port();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Completes when the present process ends. */
  CompletableFuture<ProcessHandle> onExit() {
    return process.onExit();
  }

  /** Starts a dead server again on the same port; false if it lives or was stopped for good. */
  synchronized boolean restartIfDead() {
    if (stopped || process.isAlive()) {
      return false;
    }
    process = server.start(settings);
    LOG.atInfo().addKeyValue("pid", process.pid()).log("postgresql restarted");
    return true;
  }

  synchronized void stop() {
    if (!stopped) {
      stopped = true;
      server.stop(process);
    }
  }

  void rotateLog() {
    try {
      log.rotate();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("postgresql log cannot be set aside");
    }
  }
}
