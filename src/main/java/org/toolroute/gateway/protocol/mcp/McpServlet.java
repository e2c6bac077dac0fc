package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.OriginCheck;
import org.toolroute.gateway.protocol.rest.BearerToken;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.StrictJson;

/**
 * One MCP endpoint (Streamable HTTP) for clients of every revision, behind the check of host and
 * origin. A request passes authentication and the reading of its one message; then the rules of its
 * revision take over.
 */
final class McpServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(McpServlet.class);

  /** Versions that a request of the older, session-less form may name in its header. */
  private static final Set<String> OLDER =
      Set.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

  /** What a request speaks that names no revision: the last one without the header. */
  private static final String UNNAMED = "2025-03-26";

  private static final byte[] BRACE = "}".getBytes(UTF_8);

  private final transient OriginCheck origins;
  private final transient Authentication authentication;
  private final transient McpOffer offer;
  private final transient Era current;
  private final transient Era older;

  McpServlet(
      OriginCheck origins, Authentication authentication, McpOffer offer, Era current, Era older) {
    this.origins = origins;
    this.authentication = authentication;
    this.offer = offer;
    this.current = current;
    this.older = older;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    McpStream stream = new McpStream(request, response);
    try {
      origins.allowPage(request, response, "WWW-Authenticate, Retry-After, X-Request-Id");
      if (OriginCheck.isPreflight(request)) {
        allowRequests(response);
        return;
      }
      Caller caller = authenticate(request);
      if (!request.getMethod().equals("POST")) {
        throw new GatewayException(
            ErrorCode.METHOD_NOT_ALLOWED, "MCP messages are sent by POST; there are no sessions.");
      }
      receive(caller, request, response, stream);
    } catch (GatewayException refusal) {
      RefusalHeaders.add(refusal, request, response);
      stream.finish(refusal.status(), List.of(ErrorJson.of(Optional.empty(), refusal)));
    } catch (McpError malformed) {
      stream.finish(malformed.status(), List.of(ErrorJson.of(Optional.empty(), malformed)));
    }
  }

  private static void allowRequests(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader(
        "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Accept, Idempotency-Key, Mcp-Method, Mcp-Name,"
            + " MCP-Protocol-Version, X-Request-Id");
    response.setHeader("Access-Control-Max-Age", "600");
  }

  private Caller authenticate(HttpServletRequest request) {
    try (Secret key = BearerToken.of(request)) {
      return authentication.authenticate(key);
    }
  }

  private void receive(
      Caller caller, HttpServletRequest request, HttpServletResponse response, McpStream stream)
      throws IOException {
    switch (Message.of(MessageBody.read(request))) {
      case Message.Unanswered message -> {
        offer.hear(message.body());
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
      }
      case Message.Request message -> answer(message, caller, request, stream);
    }
  }

  private void answer(
      Message.Request message, Caller caller, HttpServletRequest wire, McpStream stream)
      throws IOException {
    String header = RequestHeaders.version(wire).orElse(null);
    boolean isCurrent =
        message.meta().has(MetaKeys.PROTOCOL_VERSION)
            || (header != null && !OLDER.contains(header));
    Era era = isCurrent ? current : older;
    String revision = isCurrent ? CurrentEra.REVISION : header == null ? UNNAMED : header;
    McpRequest request =
        new McpRequest(message.id(), message.method(), message.params(), revision, caller, wire);
    if (!isCurrent && !repeatsItself(request, stream)) {
      return;
    }
    try {
      stream.finish(HttpServletResponse.SC_OK, result(request, era.answer(request, stream)));
    } catch (McpError error) {
      stream.finish(era.status(error), List.of(ErrorJson.of(Optional.of(request.id()), error)));
    } catch (GatewayException refusal) {
      stream.finish(refusal.status(), List.of(ErrorJson.of(Optional.of(request.id()), refusal)));
    } catch (IOException gone) {
      LOG.atDebug()
          .addKeyValue("requestId", request.requestId())
          .log("an MCP client went away before its answer");
    } catch (RuntimeException e) {
      Optional<GatewayException> refusal = DatabaseFailure.of(e);
      if (refusal.isPresent()) {
        stream.finish(
            refusal.get().status(),
            List.of(ErrorJson.of(Optional.of(request.id()), refusal.get())));
        return;
      }
      LOG.atError()
          .setCause(e)
          .addKeyValue("requestId", request.requestId())
          .log("an MCP request failed");
      McpError failure = new McpError(500, McpError.INTERNAL_ERROR, "The gateway failed.", null);
      stream.finish(era.status(failure), List.of(ErrorJson.of(Optional.of(request.id()), failure)));
    }
  }

  /** A request that does not is none of its revision's: it is told with a status of its own. */
  private static boolean repeatsItself(McpRequest request, McpStream stream) throws IOException {
    try {
      RequestHeaders.checkGiven(request);
      return true;
    } catch (McpError mismatch) {
      stream.finish(mismatch.status(), List.of(ErrorJson.of(Optional.of(request.id()), mismatch)));
      return false;
    }
  }

  private static List<byte[]> result(McpRequest request, List<byte[]> result) {
    List<byte[]> message = new ArrayList<>();
    String id = StrictJson.MAPPER.writeValueAsString(request.id());
    message.add(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":").getBytes(UTF_8));
    message.addAll(result);
    message.add(BRACE);
    return message;
  }
}
