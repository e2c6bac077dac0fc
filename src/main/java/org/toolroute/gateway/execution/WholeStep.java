package org.toolroute.gateway.execution;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A step whose Errors come out as exceptions. Camel and circuit breakers catch exceptions only: an
 * Error would pass by the route's error handling, so that the hold stays, and keep the breaker's
 * permission to try, so that a half-open breaker never closes again.
 */
public record WholeStep(Processor step) implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    try {
      step.process(exchange);
    } catch (Error e) {
      throw new BrokenStepException(e);
    }
  }
}
