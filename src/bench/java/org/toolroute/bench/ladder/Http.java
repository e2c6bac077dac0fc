package org.toolroute.bench.ladder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** The calls the ladder makes itself, all to loopback; none of them is measured. */
final class Http {

  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * Sends a JSON request.
   *
   * @param bearer the token of the Authorization header; empty for none
   * @param body empty for none
   */
  HttpResponse<String> send(String method, int port, String path, String bearer, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Sends a rung's request once, with a number of its own where it wants one. */
  HttpResponse<String> send(Rung rung, int port, String bearer, String body)
      throws IOException, InterruptedException {
    String number = String.format(Locale.ROOT, "%015d", System.nanoTime() % 1_000_000_000_000_000L);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + rung.path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + bearer)
            .POST(BodyPublishers.ofString(body.replace(Rung.UNIQUE, number)));
    for (String header : rung.headers) {
      String[] pair = header.replace(Rung.UNIQUE, number).split(": ", 2);
      request.header(pair[0], pair[1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Whether a GET answers 200 now: one bare socket, since it is asked while a process starts. */
  static boolean answers(int port, String path) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
      return status.equals("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
