package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.OpenRequest;
import org.toolroute.gateway.protocol.RequestId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/a2a}: the JSON-RPC binding (specification section 9). Errors of the protocol are
 * answers with status 200; what the gateway refuses itself keeps its status.
 */
final class JsonRpcServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRpcServlet.class);
  private static final String JSON = "application/json";

  private final transient Authentication authentication;
  private final transient Operations operations;

  JsonRpcServlet(Authentication authentication, Operations operations) {
    this.authentication = authentication;
    this.operations = operations;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      requirePost(request, response);
      OpenRequest open = new OpenRequest(authentication, request);
      Caller caller = open.authenticate();
      JsonNode body =
          WireBody.read(request)
              .orElseThrow(() -> new A2aException(A2aFault.PARSE_ERROR, "There is no body."));
      answer(request, response, open, caller, body);
    } catch (A2aException | GatewayException e) {
      fail(request, response, NullNode.getInstance(), e);
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      OpenRequest open,
      Caller caller,
      JsonNode body)
      throws IOException {
    JsonNode id = RpcRequest.idOf(body);
    try {
      Dialect dialect = Dialect.of(Wire.version(request));
      RpcRequest rpc = RpcRequest.read(body);
      Method method = dialect.method(rpc.method()).orElseThrow(() -> unknown(dialect));
      Wire.acceptExtensions(request, response);
      Operations.Request asked =
          new Operations.Request(
              caller, open, RequestId.of(request), method, dialect.params(rpc.params()));
      if (method.streams()) {
        stream(response, asked, result -> result(id, dialect.result(result)), id);
      } else {
        ObjectNode result = operations.answer(asked);
        Wire.write(response, HttpServletResponse.SC_OK, JSON, result(id, dialect.result(result)));
      }
    } catch (RuntimeException e) {
      fail(request, response, id, e);
    }
  }

  private void stream(
      HttpServletResponse response,
      Operations.Request asked,
      UnaryOperator<ObjectNode> form,
      JsonNode id)
      throws IOException {
    EventStream events =
        new EventStream(response, asked.open(), event -> form.apply(TaskJson.write(event)));
    try {
      operations.stream(asked, events);
    } catch (RuntimeException e) {
      if (!events.hasBegun()) {
        throw e;
      }
      events.write(error(id, WireError.of(e)));
    } catch (IOException e) {
      LOG.atDebug().log("the reader of a stream is gone");
    }
  }

  private static ObjectNode result(JsonNode id, ObjectNode result) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", id);
    answer.set("result", result);
    return answer;
  }

  static ObjectNode error(JsonNode id, WireError error) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("jsonrpc", "2.0");
    answer.set("id", id);
    answer.set("error", error.rpc());
    return answer;
  }

  private static void fail(
      HttpServletRequest request,
      HttpServletResponse response,
      JsonNode id,
      RuntimeException failure)
      throws IOException {
    WireError error = WireError.of(failure);
    Wire.writeErrorHeaders(request, response, error);
    int status = error.isOfProtocol() ? HttpServletResponse.SC_OK : error.httpStatus();
    Wire.write(response, status, JSON, error(id, error));
  }

  private static void requirePost(HttpServletRequest request, HttpServletResponse response) {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      throw new GatewayException(ErrorCode.METHOD_NOT_ALLOWED, "Send JSON-RPC requests as POST.");
    }
  }

  private static A2aException unknown(Dialect dialect) {
    return new A2aException(
        A2aFault.METHOD_NOT_FOUND,
        dialect == Dialect.V0_3
            ? "There is no such method in A2A 0.3; for 1.0 send the header A2A-Version: 1.0."
            : "There is no such method in A2A 1.0.");
  }
}
