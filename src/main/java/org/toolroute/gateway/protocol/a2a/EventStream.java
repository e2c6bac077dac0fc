package org.toolroute.gateway.protocol.a2a;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.toolroute.gateway.protocol.OpenRequest;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;

/**
 * A stream of server-sent events; begins with its first event, so that an error can come before.
 */
final class EventStream implements EventSink {
  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] ERROR = "event: error\n".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(UTF_8);

  private final HttpServletResponse response;
  private final OpenRequest open;
  private final Function<TaskEvent, JsonNode> form;
  private boolean begun;

  /**
   * @param open the request, asked again before each event
   * @param form how an event is written
   */
  EventStream(HttpServletResponse response, OpenRequest open, Function<TaskEvent, JsonNode> form) {
    this.response = response;
    this.open = open;
    this.form = form;
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void look() throws IOException {
    open.requireConnected();
    open.require();
  }

  @Override
  public void send(TaskEvent event) throws IOException {
    open.require();
    write(form.apply(event));
  }

  /** Writes one event. */
  void write(JsonNode event) throws IOException {
    if (!begun) {
      begun = true;
      response.setStatus(HttpServletResponse.SC_OK);
      response.setContentType("text/event-stream");
      response.setHeader("Cache-Control", "no-store");
      // Proxies would keep the events until the end.
      response.setHeader("X-Accel-Buffering", "no");
    }
    OutputStream out = response.getOutputStream();
    out.write(DATA);
    out.write(StrictJson.MAPPER.writeValueAsBytes(event));
    out.write(END);
    response.flushBuffer();
  }

  /** Writes the event that ends a stream with an error. */
  void fail(JsonNode error) throws IOException {
    response.getOutputStream().write(ERROR);
    write(error);
  }

  @Override
  public void keepAlive() throws IOException {
    response.getOutputStream().write(KEEP_ALIVE);
    response.flushBuffer();
  }
}
