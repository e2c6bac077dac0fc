package org.toolroute.gateway.platform.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The TCP port of the server: the configured one, or a free one that is kept in a file so that it
 * stays the same from start to start.
 */
final class ServerPort {
  private final Path file;
  private final int configured;

  ServerPort(Path file, int configured) {
    this.file = file;
    this.configured = configured;
  }

  private boolean isConfigured() {
    return configured != 0;
  }

  /** The port that a server of an earlier gateway would be on. */
  int current() {
    if (isConfigured()) {
      return configured;
    }
    try {
      if (Files.exists(file)) {
        int saved = Integer.parseInt(Files.readString(file, US_ASCII).strip());
        if (saved > 0 && saved <= 65_535) {
          return saved;
        }
      }
    } catch (NumberFormatException e) {
      // Nobody depends on the number: a damaged file is replaced.
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(file, e);
    }
    return pickAnother();
  }

  /**
   * The port to start on. A saved one that somebody took in the meantime is replaced: unlike a
   * configured one it was nobody's choice.
   */
  int forStart() {
    int port = current();
    return isConfigured() || isFree(port) ? port : pickAnother();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private int pickAnother() {
    try (ServerSocket socket = bind(0)) {
      int port = socket.getLocalPort();
      FileTree.writePrivately(file, Integer.toString(port));
      return port;
    } catch (IOException e) {
      throw PostgresStartException.homeNotWritable(file, e);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
  }
}
