package org.toolroute.gateway.platform;

import java.net.URI;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.toolroute.gateway.protocol.HeadCheck;
import org.toolroute.gateway.protocol.HttpSettings;
import org.toolroute.gateway.protocol.OriginCheck;
import org.toolroute.gateway.protocol.RefusalForm;
import org.toolroute.gateway.protocol.RequestId;

/** The HTTP server: JSON errors, a name for every request, who may ask, callers that are missed. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
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

  @Bean
  OriginCheck originCheck(
      HttpSettings settings,
      @Value("${toolroute.a2a.public-url:#{null}}") @Nullable URI publicUrl) {
    return new OriginCheck(
        publicUrl == null || publicUrl.getHost() == null
            ? settings
            : settings.withHost(publicUrl.getHost()));
  }

  /**
   * Behind the name of the request, ahead of everything else, on each port but the management's.
   */
  @Bean
  FilterRegistrationBean<HeadCheck> headCheckFilter(
      OriginCheck origins, ObjectProvider<RefusalForm> forms) {
    FilterRegistrationBean<HeadCheck> filter =
        new FilterRegistrationBean<>(new HeadCheck(origins, forms.stream().toList()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }
}
