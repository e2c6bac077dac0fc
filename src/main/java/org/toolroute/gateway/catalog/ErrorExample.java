package org.toolroute.gateway.catalog;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** An error as the provider sends it; drives the sandbox. The body is shared, not to be changed. */
public record ErrorExample(int status, Map<String, String> headers, ObjectNode body) {

  public ErrorExample {
    headers = Map.copyOf(headers);
  }
}
