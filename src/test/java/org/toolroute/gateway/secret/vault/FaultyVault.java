package org.toolroute.gateway.secret.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback server that answers as Vault does when something is wrong, or not as anybody should.
 * It answers from a list, the last entry for ever, and remembers what it was sent. For anything but
 * faults use a real server.
 */
final class FaultyVault implements AutoCloseable {
  private final ServerSocket socket;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Fault> script = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private FaultyVault(ServerSocket socket) {
    this.socket = socket;
  }

  static FaultyVault start(Fault... script) {
    try {
      FaultyVault vault =
          new FaultyVault(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
      vault.script.addAll(List.of(script));
      Thread.ofVirtual().start(vault::accept);
      return vault;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  List<Request> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (closed.getCount() > 0) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      boolean open = true;
      while (open && readRequest(in)) {
        open =
            answer(connection, out, script.size() > 1 ? script.removeFirst() : script.getFirst());
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private boolean answer(Socket connection, OutputStream out, Fault fault) throws IOException {
    switch (fault) {
      case Fault.Answer(int status, String body) -> {
        write(out, head(status, body.getBytes(UTF_8).length) + body);
        return true;
      }
      case Fault.Redirect(String location) -> {
        write(
            out,
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                + location
                + "\r\nContent-Length: 0\r\n\r\n");
        return true;
      }
      case Fault.Hang _ -> hang();
      case Fault.HangInBody _ -> {
        write(out, head(200, 100) + "{");
        hang();
      }
      case Fault.Endless _ -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\"");
        while (closed.getCount() > 0) {
          write(out, "x".repeat(65_536));
        }
      }
      case Fault.Reset _ -> connection.setSoLinger(true, 0);
      case Fault.Garbage _ -> write(out, "\0\1\2 this is no HTTP\r\n\r\n");
    }
    return false;
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(int status, int length) {
    return "HTTP/1.1 %d Status\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        .formatted(status, length);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private boolean readRequest(InputStream in) throws IOException {
    String first = readLine(in);
    if (first.isEmpty()) {
      return false;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), UTF_8);
    requests.add(new Request(first.substring(0, first.lastIndexOf(' ')), headers, body));
    return true;
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append(new String(new byte[] {(byte) c}, ISO_8859_1));
    }
    return line.toString().strip();
  }

  /**
   * What was sent.
   *
   * @param line method and path
   * @param headers by lower-case name
   */
  record Request(String line, Map<String, String> headers, String body) {}

  /** One way to answer. */
  sealed interface Fault {
    /** A well-formed answer. */
    record Answer(int status, String body) implements Fault {}

    record Redirect(String location) implements Fault {}

    /** Nothing ever comes. */
    record Hang() implements Fault {}

    /** The head comes, and then nothing. */
    record HangInBody() implements Fault {}

    /** The body never ends. */
    record Endless() implements Fault {}

    /** The connection is reset. */
    record Reset() implements Fault {}

    record Garbage() implements Fault {}

    static Fault answer(int status, String body) {
      return new Answer(status, body);
    }
  }
}
