package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way back to the client: one JSON message, or, from the first message ahead of it on, a stream
 * of server-sent events that ends with it. For one thread.
 */
public final class McpStream {
  private static final byte[] EVENT = "event: message\ndata: ".getBytes(UTF_8);
  private static final byte[] END_OF_EVENT = "\n\n".getBytes(UTF_8);
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(UTF_8);

  private final HttpServletResponse response;
  private final boolean eventsAccepted;
  private boolean open;

  McpStream(HttpServletRequest request, HttpServletResponse response) {
    this.response = response;
    this.eventsAccepted =
        Collections.list(request.getHeaders("Accept")).stream()
            .map(value -> value.toLowerCase(Locale.ROOT))
            .anyMatch(value -> value.contains("text/event-stream") || value.contains("*/*"));
  }

  /** Whether anything can be sent ahead of the answer. */
  boolean takesEvents() {
    return eventsAccepted;
  }

  /**
   * Sends a message ahead of the answer; not to a client that takes no events.
   *
   * @throws IOException when the client is gone
   */
  public void send(ObjectNode message) throws IOException {
    if (eventsAccepted) {
      write(List.of(StrictJson.MAPPER.writeValueAsBytes(message)));
    }
  }

  /**
   * Shows the client, and everything between, that the connection lives.
   *
   * @throws IOException when the client is gone
   */
  void keepAlive() throws IOException {
    if (eventsAccepted) {
      open().write(COMMENT);
      response.flushBuffer();
    }
  }

  /** Sends the answer; with {@code status} where nothing went ahead of it. */
  void finish(int status, List<byte[]> message) throws IOException {
    if (open) {
      write(message);
      return;
    }
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(message.stream().mapToInt(piece -> piece.length).sum());
    for (byte[] piece : message) {
      response.getOutputStream().write(piece);
    }
  }

  private void write(List<byte[]> message) throws IOException {
    ServletOutputStream out = open();
    out.write(EVENT);
    for (byte[] piece : message) {
      out.write(piece);
    }
    out.write(END_OF_EVENT);
    response.flushBuffer();
  }

  private ServletOutputStream open() throws IOException {
    if (!open) {
      open = true;
      response.setContentType("text/event-stream");
      response.setHeader("Cache-Control", "no-store");
      // nginx and others would keep events back.
      response.setHeader("X-Accel-Buffering", "no");
    }
    return response.getOutputStream();
  }
}
