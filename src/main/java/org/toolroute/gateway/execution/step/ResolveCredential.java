package org.toolroute.gateway.execution.step;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;

/** The step that decides whose key a call uses, and so who pays. Opens no key. */
public final class ResolveCredential implements Processor {
  private final KeyRing keyRing;

  public ResolveCredential(KeyRing keyRing) {
    this.keyRing = keyRing;
  }

  @Override
  public void process(Exchange exchange) {
    CallVariables.put(exchange, resolve(CallVariables.call(exchange)));
  }

  CallPlan resolve(ToolCall call) {
    return new CallPlan(
        keyRing.resolve(
            call.caller().account(), call.environment(), call.provider(), call.operation()),
        call.input(),
        List.of());
  }
}
