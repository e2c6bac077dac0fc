package org.toolroute.bench.app;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The yardstick for CPU: what any gateway built on Camel must do, and nothing else. No header of
 * the caller reaches the provider and none of the provider's reaches the caller, as in the gateway.
 */
@Configuration(proxyBeanMethods = false)
@Profile("forward")
class ForwardRoute {

  /** Above the 32 connections of the widest rung; Camel's own limit of 20 per host would queue. */
  private static final int POOL = 200;

  @Bean("http-component")
  HttpComponent http() {
    var http = new HttpComponent();
    http.setMaxTotalConnections(POOL);
    http.setConnectionsPerRoute(POOL);
    return http;
  }

  @Bean
  RouteBuilder forward(@Value("${bench.stub-url}") String stubUrl) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("servlet:/forward?httpMethodRestrict=POST")
            .routeId("forward")
            .removeHeaders("*")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
            .setHeader("Authorization", constant("Bearer sk-bench-forward"))
            // The method as an option: as a String header it costs a third of the route's CPU.
            .to(stubUrl + "/v1/chat/completions?httpMethod=POST")
            .removeHeaders("*")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
      }
    };
  }
}
