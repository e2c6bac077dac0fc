package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.OpenRequest;
import org.toolroute.gateway.protocol.RequestId;
import tools.jackson.databind.JsonNode;

/** {@code /api/a2a/v1/…}: the HTTP+JSON binding (specification section 11), version 1.0 only. */
final class HttpJsonServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(HttpJsonServlet.class);
  private static final String JSON = "application/json";
  private static final String A2A_JSON = "application/a2a+json";

  private final transient Authentication authentication;
  private final transient Operations operations;

  HttpJsonServlet(Authentication authentication, Operations operations) {
    this.authentication = authentication;
    this.operations = operations;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      OpenRequest open = new OpenRequest(authentication, request);
      Caller caller = open.authenticate();
      HttpCall call = HttpCall.read(request, response);
      if (!Wire.isVersion(Wire.version(request), "1.0")) {
        throw Wire.versionNotSupported();
      }
      Optional<JsonNode> body = call.takesBody() ? WireBody.read(request) : Optional.empty();
      Wire.acceptExtensions(request, response);
      Operations.Request asked =
          new Operations.Request(
              caller, open, RequestId.of(request), call.method(), call.params(request, body));
      if (call.method().streams()) {
        stream(response, asked);
      } else {
        Wire.write(response, HttpServletResponse.SC_OK, type(request), operations.answer(asked));
      }
    } catch (RuntimeException e) {
      WireError error = WireError.of(e);
      Wire.writeErrorHeaders(request, response, error);
      Wire.write(response, error.httpStatus(), JSON, error.http());
    }
  }

  private void stream(HttpServletResponse response, Operations.Request asked) throws IOException {
    EventStream events = new EventStream(response, asked.open(), TaskJson::write);
    try {
      operations.stream(asked, events);
    } catch (RuntimeException e) {
      if (!events.hasBegun()) {
        throw e;
      }
      events.fail(WireError.of(e).http());
    } catch (IOException e) {
      LOG.atDebug().log("the reader of a stream is gone");
    }
  }

  /** The protocol's own type for those who ask for it. */
  private static String type(HttpServletRequest request) {
    String accepted = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    return accepted.contains(A2A_JSON) ? A2A_JSON : JSON;
  }
}
