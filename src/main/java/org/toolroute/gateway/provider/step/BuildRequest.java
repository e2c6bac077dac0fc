package org.toolroute.gateway.provider.step;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpMethods;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.provider.RequestBuilder;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.provider.transport.UpstreamCall;
import org.toolroute.gateway.provider.transport.UpstreamCalls;

/**
 * The step that writes the upstream request onto the message: method, path, query, listed headers
 * and body, all encoded, and nothing else. The key is not among them; {@link
 * org.toolroute.gateway.provider.transport.UpstreamTransport} puts it on.
 */
public final class BuildRequest implements Processor {
  /** What the simulator of the sandbox is shown instead of the wire. */
  static final String REQUEST = "request";

  private final RequestBuilder builder;
  private final UpstreamCalls calls;
  private final OpenKeys openKeys;

  public BuildRequest(RequestBuilder builder, UpstreamCalls calls, OpenKeys openKeys) {
    this.builder = builder;
    this.calls = calls;
    this.openKeys = openKeys;
  }

  @Override
  public void process(Exchange exchange) {
    ToolCall call = CallVariables.call(exchange);
    UpstreamRequest request = build(call, CallVariables.plan(exchange));
    CallVariables.putOnItsWay(exchange);
    switch (call.environment()) {
      case TEST -> exchange.setVariable(REQUEST, request);
      case LIVE -> {
        write(request, call, exchange.getMessage());
        calls.put(
            new UpstreamCall(
                call.id(),
                call.provider(),
                call.deadline(),
                call.operation().answerBytesMax(),
                call.presence()));
      }
    }
  }

  UpstreamRequest build(ToolCall call, CallPlan plan) {
    return builder.build(call.operation(), plan.input(), openKeys.openParts(call.id()));
  }

  private static void write(UpstreamRequest request, ToolCall call, Message message) {
    message.removeHeaders("*");
    request.headers().forEach(message::setHeader);
    message.setHeader(UpstreamCalls.HEADER, call.id().toString());
    message.setHeader(HttpConstants.HTTP_METHOD, HttpMethods.valueOf(request.method().name()));
    message.setHeader(HttpConstants.HTTP_PATH, request.path());
    if (!request.query().isEmpty()) {
      message.setHeader(HttpConstants.HTTP_RAW_QUERY, request.query());
    }
    request
        .body()
        .ifPresentOrElse(
            body -> {
              message.setHeader(Exchange.CONTENT_TYPE, body.contentType());
              message.setBody(body.bytes());
            },
            () -> message.setBody(null));
  }
}
