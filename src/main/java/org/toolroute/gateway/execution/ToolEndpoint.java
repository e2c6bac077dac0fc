package org.toolroute.gateway.execution;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.toolroute.gateway.shared.ProviderId;

/** The endpoint {@code tool:<provider>}: the start of that provider's route. */
final class ToolEndpoint extends DefaultEndpoint {
  private final ProviderId provider;
  private final PublishedTools published;

  ToolEndpoint(String uri, Component component, ProviderId provider, PublishedTools published) {
    super(uri, component);
    this.provider = provider;
    this.published = published;
  }

  @Override
  public Producer createProducer() {
    throw new IllegalArgumentException(
        "tool:" + provider + " starts a route; calls are made through the execution entry only");
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new ToolConsumer(this, processor);
  }

  /** Publishes the provider's tools while it runs. */
  private final class ToolConsumer extends DefaultConsumer {

    ToolConsumer(ToolEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      published.add(provider, this);
    }

    @Override
    protected void doSuspend() throws Exception {
      published.remove(provider, this);
      super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
      super.doResume();
      published.add(provider, this);
    }

    @Override
    protected void doStop() throws Exception {
      published.remove(provider, this);
      super.doStop();
    }
  }
}
