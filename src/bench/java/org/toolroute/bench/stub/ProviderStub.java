package org.toolroute.bench.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A provider on loopback that answers as fast as it can, so that what is measured is not the
 * provider: HTTP/1.1 with keep-alive, one thread, one selector, answers made in advance.
 *
 * <p>{@code POST /v1/chat/completions} answers a 300-byte chat completion, {@code GET
 * /v2/libs/search} (below any prefix) a library search, {@code GET /bench/served} the number of
 * provider answers so far as plain text. Anything else is 404. A client waits for an answer before
 * its next request: no pipelining.
 */
public final class ProviderStub {

  private final Routes routes = new Routes();

  public static void main(String[] args) throws IOException {
    new ProviderStub().serve(Integer.parseInt(args[0]));
  }

  private void serve(int port) throws IOException {
    try (var selector = Selector.open();
        var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      while (!Thread.interrupted()) {
        selector.select(key -> handle(selector, server, key));
      }
    }
  }

  private void handle(Selector selector, ServerSocketChannel server, SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel client = server.accept();
        if (client != null) {
          client.configureBlocking(false);
          client.setOption(StandardSocketOptions.TCP_NODELAY, true);
          client.register(selector, SelectionKey.OP_READ, new Connection(client, routes));
        }
      } else if (key.attachment() instanceof Connection connection && !connection.read()) {
        connection.close();
      }
    } catch (IOException closedByPeer) {
      closeQuietly(key);
    }
  }

  private static void closeQuietly(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException alreadyClosed) {
      key.cancel();
    }
  }

  /** Which request gets which answer, and how many provider answers were given. */
  static final class Routes {

    private static final byte[] CHAT =
        answer("200 OK", "application/json", Answers.CHAT_COMPLETION);
    private static final byte[] SEARCH =
        answer("200 OK", "application/json", Answers.LIBRARY_SEARCH);
    private static final byte[] NOT_FOUND = answer("404 Not Found", "application/json", "{}");

    private long served;

    byte[] answerTo(String requestLine) {
      if (requestLine.startsWith("POST ") && requestLine.contains("/chat/completions ")) {
        served++;
        return CHAT;
      }
      if (requestLine.startsWith("GET ") && requestLine.contains("/v2/libs/search")) {
        served++;
        return SEARCH;
      }
      return requestLine.startsWith("GET /bench/served ")
          ? answer("200 OK", "text/plain", Long.toString(served))
          : NOT_FOUND;
    }

    private static byte[] answer(String status, String type, String body) {
      return """
      HTTP/1.1 %s\r
      Content-Type: %s\r
      Content-Length: %d\r
      \r
      %s\
      """
          .formatted(status, type, body.length(), body)
          .getBytes(ISO_8859_1);
    }
  }
}
