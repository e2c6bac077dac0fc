package org.toolroute.bench.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One kept-alive connection to the stub: gathers a request and writes its answer. */
final class Connection {

  private static final int LARGEST_REQUEST = 64 * 1024;

  private final SocketChannel channel;
  private final ProviderStub.Routes routes;
  private final ByteBuffer in = ByteBuffer.allocate(LARGEST_REQUEST);

  Connection(SocketChannel channel, ProviderStub.Routes routes) {
    this.channel = channel;
    this.routes = routes;
  }

  /**
   * Reads what has arrived and answers once the request is complete.
   *
   * @return false when the connection has to be closed
   */
  boolean read() throws IOException {
    if (channel.read(in) < 0 || !in.hasRemaining()) {
      return false;
    }
    String request = new String(in.array(), 0, in.position(), ISO_8859_1);
    int headEnd = request.indexOf("\r\n\r\n");
    if (headEnd < 0 || !isComplete(request, headEnd)) {
      return true;
    }
    in.clear();
    ByteBuffer answer =
        ByteBuffer.wrap(routes.answerTo(request.substring(0, request.indexOf('\r'))));
    while (answer.hasRemaining()) {
      channel.write(answer); // Below a kilobyte: fits into any socket buffer.
    }
    return true;
  }

  void close() throws IOException {
    channel.close();
  }

  private static boolean isComplete(String request, int headEnd) {
    if (indexOfHeader(request, "Transfer-Encoding:", headEnd) >= 0) {
      return request.endsWith("\r\n0\r\n\r\n");
    }
    int name = indexOfHeader(request, "Content-Length:", headEnd);
    if (name < 0) {
      return true;
    }
    int end = request.indexOf('\r', name);
    int body = Integer.parseInt(request.substring(request.indexOf(':', name) + 1, end).strip());
    return request.length() >= headEnd + 4 + body;
  }

  private static int indexOfHeader(String request, String header, int headEnd) {
    for (int at = request.indexOf('\n');
        at >= 0 && at < headEnd;
        at = request.indexOf('\n', at + 1)) {
      if (request.regionMatches(true, at + 1, header, 0, header.length())) {
        return at + 1;
      }
    }
    return -1;
  }
}
