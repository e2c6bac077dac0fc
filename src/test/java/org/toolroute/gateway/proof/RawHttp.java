package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/** Says to the gateway, byte for byte, what no HTTP client would. */
final class RawHttp implements AutoCloseable {
  private static final int SILENCE_MILLIS = 60_000;

  private final Socket socket;

  /** An answer; header names in lower case. */
  record Reply(int status, Map<String, String> headers, String body) {

    @Nullable String header(String name) {
      return headers.get(name);
    }

    JsonNode json() {
      return StrictJson.read(body.getBytes(UTF_8));
    }

    String code() {
      return json().path("error").path("code").asString("");
    }
  }

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  static RawHttp connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(SILENCE_MILLIS);
      return new RawHttp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request and its answer; the request asks for the connection to be closed. */
  static Reply send(int port, String head, byte[] body) {
    try (RawHttp connection = connect(port)) {
      connection.write((head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      connection.writeWhileHeard(body);
      return connection.read();
    }
  }

  static Reply send(int port, String head) {
    return send(port, head, "".getBytes(UTF_8));
  }

  void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server may refuse a body before it has read it. */
  private void writeWhileHeard(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException refused) {
      // What it answered can still be read.
    }
  }

  /** Closes this side only: an answer can still come. */
  void sayNoMore() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that is said up to the end of the connection. */
  String readText() {
    return new String(readAll(), UTF_8);
  }

  /** Reads an answer up to the end of the connection. */
  Reply read() {
    String text = readText();
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("no answer but: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    return new Reply(
        Integer.parseInt(lines[0].split(" ", 3)[1]), headers, chunked ? unchunked(body) : body);
  }

  private byte[] readAll() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      in.transferTo(bytes);
    } catch (IOException reset) {
      // A server that did not read a whole body resets; what came before counts.
    }
    return bytes.toByteArray();
  }

  private static String unchunked(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int length = Integer.parseInt(body.substring(at, line).strip(), 16);
      if (length == 0) {
        return whole.toString();
      }
      whole.append(body, line + 2, line + 2 + length);
      at = line + 2 + length + 2;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
