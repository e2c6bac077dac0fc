package org.toolroute.gateway.execution;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.toolroute.gateway.shared.ProviderId;

/**
 * The Camel component {@code tool:}. A started route {@code from: tool:<provider>} publishes the
 * tools of that provider; a stopped one takes them back. Catalogues and calls of every protocol
 * follow the life cycle of the routes that way.
 */
public final class ToolComponent extends DefaultComponent {
  private final PublishedTools published;

  public ToolComponent(PublishedTools published) {
    this.published = published;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    return new ToolEndpoint(uri, this, new ProviderId(remaining), published);
  }
}
