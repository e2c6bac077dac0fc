package org.toolroute.gateway.platform;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operator surface on a port of its own, where {@code toolroute.admin.port} is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("environment.containsProperty('toolroute.admin.port')")
@EnableConfigurationProperties(AdminPortSettings.class)
class AdminPortConfiguration {

  @Bean
  AdminConnector adminConnector(AdminPortSettings settings) {
    return new AdminConnector(settings);
  }

  /** Has no order, so it runs when Spring Boot has said what limits the public port. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> adminPort(AdminConnector connector) {
    return factory -> {
      connector.limit(factory.getConnectorCustomizers());
      factory.addAdditionalConnectors(connector);
      factory.addEngineValves(new AdminDoor(connector));
    };
  }
}
