package org.toolroute.gateway.execution.step;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.shared.BillingMode;

/** The step of the free branch: nobody pays, no key is opened. Guards the branch, nothing more. */
public final class ChargeNothing implements Processor {

  @Override
  public void process(Exchange exchange) {
    if (CallVariables.plan(exchange).mode() != BillingMode.FREE) {
      throw new IllegalStateException("only free calls charge nothing without a key");
    }
  }
}
