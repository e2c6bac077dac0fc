package org.toolroute.gateway.platform;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.toolroute.gateway.protocol.RequestId;

/** The HTTP server: JSON errors only, a name for every request, callers that are missed. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> jsonErrors() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(JsonErrorValve.class.getName());
          }
        });
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections() {
    return factory -> factory.setProtocol(WatchedHttp.class.getName());
  }

  @Bean
  FilterRegistrationBean<RequestId> requestIdFilter() {
    FilterRegistrationBean<RequestId> filter = new FilterRegistrationBean<>(new RequestId());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
