package org.toolroute.gateway.protocol.rest;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.servlet.ServletEndpoint;
import org.apache.camel.http.common.HttpMessage;

/** Finds the servlet request behind the exchange of a REST route. */
final class Wire {

  private Wire() {}

  static HttpServletRequest request(Exchange exchange) {
    return requireNonNull(exchange.getMessage(HttpMessage.class), "not a REST route").getRequest();
  }

  /** The values of {@code {name}} in the path template of the operation. */
  static Map<String, String> pathParameters(Exchange exchange) {
    String[] template = template(exchange).split("/", -1);
    String[] path = request(exchange).getPathInfo().split("/", -1);
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < Math.min(template.length, path.length); i++) {
      if (template[i].startsWith("{")) {
        values.put(template[i].substring(1, template[i].length() - 1), path[i]);
      }
    }
    return values;
  }

  private static String template(Exchange exchange) {
    return exchange.getFromEndpoint() instanceof ServletEndpoint endpoint ? endpoint.getPath() : "";
  }
}
