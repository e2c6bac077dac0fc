package org.toolroute.gateway.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Passes bytes between a client and a server, until it loses them without a word. */
public final class SilentRelay implements AutoCloseable {
  private final ServerSocket entrance;
  private final URI server;
  private volatile boolean silent;

  private SilentRelay(URI server) throws IOException {
    this.server = server;
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public static SilentRelay to(String jdbcUrl) throws IOException {
    return new SilentRelay(URI.create(jdbcUrl.substring("jdbc:".length())));
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + entrance.getLocalPort() + server.getPath();
  }

  public void fallSilent() {
    silent = true;
  }

  public void speakAgain() {
    silent = false;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }

  private void accept() {
    try {
      while (!entrance.isClosed()) {
        Socket client = entrance.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> pass(client, upstream));
        Thread.ofVirtual().start(() -> pass(upstream, client));
      }
    } catch (IOException e) {
      // The relay was closed.
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      for (int count; (count = from.getInputStream().read(buffer)) >= 0; ) {
        if (!silent) {
          to.getOutputStream().write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    }
  }
}
