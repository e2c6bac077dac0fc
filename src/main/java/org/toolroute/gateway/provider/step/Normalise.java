package org.toolroute.gateway.provider.step;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.execution.ToolResult;
import org.toolroute.gateway.execution.UpstreamFailure.Outage;
import org.toolroute.gateway.provider.ResultShaper;
import org.toolroute.gateway.provider.ShapedResult;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The step that gives the provider's answer the gateway's form: a served call becomes the result, a
 * refusal becomes the gateway's error.
 */
public final class Normalise implements Processor {
  private final ResultShaper shaper;

  public Normalise(ResultShaper shaper) {
    this.shaper = shaper;
  }

  @Override
  public void process(Exchange exchange) {
    Answered answered =
        requireNonNull(exchange.getVariable(Answered.ANSWER, Answered.class), Answered.ANSWER);
    exchange.setVariable(
        CallVariables.RESULT,
        normalise(CallVariables.call(exchange), CallVariables.plan(exchange), answered));
  }

  ToolResult normalise(ToolCall call, CallPlan plan, Answered answered) {
    if (answered.refusal().isPresent()) {
      throw Rejection.of(call, plan, answered.refusal().get());
    }
    ShapedResult shaped = shape(call, answered.answer());
    return new ToolResult(shaped.result(), shaped.answer(), answered.answer().status());
  }

  private ShapedResult shape(ToolCall call, UpstreamAnswer answer) {
    try {
      return shaper.shape(call.operation(), answer);
    } catch (GatewayException e) {
      throw new Outage(e.code(), e.message(), e.details(), true, Optional.of(answer.status()));
    }
  }
}
