package org.toolroute.gateway.provider.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpConstants;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.shared.Environment;

/**
 * The step in place of the wire for calls of test keys. Leaves the answer on the message as
 * camel-http would, so that everything after it is the same.
 */
public final class Rehearse implements Processor {
  private final SimulatedWire wire;
  private final OpenKeys openKeys;

  public Rehearse(SimulatedWire wire, OpenKeys openKeys) {
    this.wire = wire;
    this.openKeys = openKeys;
  }

  @Override
  public void process(Exchange exchange) {
    ToolCall call = CallVariables.call(exchange);
    if (call.environment() != Environment.TEST) {
      throw new IllegalStateException("a live call on the sandbox branch");
    }
    UpstreamRequest request =
        requireNonNull(
            exchange.getVariable(BuildRequest.REQUEST, UpstreamRequest.class), "request");
    call.presence().require();
    write(answer(call, request), exchange.getMessage());
  }

  private UpstreamAnswer answer(ToolCall call, UpstreamRequest request) {
    Optional<KeyParts> key = openKeys.take(call.id());
    try {
      return wire.send(call.provider(), call.operation(), request, key, call.deadline());
    } finally {
      key.ifPresent(KeyParts::close);
    }
  }

  private static void write(UpstreamAnswer answer, Message message) {
    message.removeHeaders("*");
    answer.headers().forEach(message::setHeader);
    message.setHeader(HttpConstants.HTTP_RESPONSE_CODE, answer.status());
    message.setBody(answer.body());
  }
}
