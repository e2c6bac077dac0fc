package org.toolroute.gateway.protocol.rest;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step of a REST route that runs its operation. */
public record RestStep(RestOperation operation) implements Processor {

  @Override
  public void process(Exchange exchange) {
    exchange.getMessage().setBody(operation.answer(RestRequest.of(exchange)));
  }
}
