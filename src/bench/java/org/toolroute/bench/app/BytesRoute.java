package org.toolroute.bench.app;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.common.HttpMessage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The plain route with a longer answer: what it costs to send that many bytes. They are written at
 * once, since Camel's own binding flushes after every 8 KB, which would flatter the gateway.
 */
@Configuration(proxyBeanMethods = false)
@Profile("bytes")
class BytesRoute {

  @Bean
  RouteBuilder bytes(@Value("${bench.answer}") Path answer) throws IOException {
    byte[] body = Files.readAllBytes(answer);
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("servlet:/bytes")
            .routeId("bytes")
            .removeHeaders("*")
            .process(exchange -> write(body, exchange))
            // An answer without a body is a 204 to the binding, which comes after the bytes.
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(HttpServletResponse.SC_OK));
      }
    };
  }

  private static void write(byte[] body, Exchange exchange) {
    HttpServletResponse response = exchange.getMessage(HttpMessage.class).getResponse();
    response.setContentType("application/json");
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException theLoadEnded) {
      // Camel would log each, and that would count as a cost of the bytes.
    }
    exchange.getMessage().setBody(null);
  }
}
