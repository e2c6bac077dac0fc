package org.toolroute.bench.app;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.bench.stub.Answers;

/** The cheapest Camel route over HTTP: the servlet and a constant body of the stub's size. */
@Configuration(proxyBeanMethods = false)
class PlainRoute {

  @Bean
  ServletRegistrationBean<CamelHttpTransportServlet> camelServlet() {
    var servlet = new ServletRegistrationBean<>(new CamelHttpTransportServlet(), "/camel/*");
    servlet.setName("CamelServlet");
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  @Bean
  RouteBuilder plain() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("servlet:/plain")
            .routeId("plain")
            .removeHeaders("*")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
            .setBody(constant(Answers.CHAT_COMPLETION));
      }
    };
  }
}
