package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Sends bytes that no HTTP client would. */
final class RawMcp {
  private RawMcp() {}

  static String head(String host, int length) {
    return "POST /mcp HTTP/1.1\r\nHost: "
        + host
        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n";
  }

  static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
