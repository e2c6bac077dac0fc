package org.toolroute.gateway.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.protocol.rest.GatewayServlet;

/** How Camel runs here: the servlet in front, the names that routes refer to, quiet defaults. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BreakerSettings.class)
class CamelConfiguration {
  /** Camel keeps its servlets by name for the whole process; each gateway in one has its own. */
  private final String servletName = "gateway-" + UUID.randomUUID();

  /**
   * No message history, no dumps, no stream caching, no retries: an exchange is never written
   * anywhere, and a failure is told once, by whoever renders it.
   */
  @Bean
  CamelContextConfiguration quietContext() {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        context.setMessageHistory(false);
        context.setStreamCaching(false);
        context.setLogExhaustedMessageBody(false);
        context.setDebugging(false);
        context.setTracing(false);
        RedeliveryPolicyDefinition once = new RedeliveryPolicyDefinition();
        once.setMaximumRedeliveries("0");
        once.setLogExhausted("false");
        DefaultErrorHandlerDefinition silent = new DefaultErrorHandlerDefinition();
        silent.setRedeliveryPolicy(once);
        context.getCamelContextExtension().setErrorHandlerFactory(silent);
      }

      @Override
      public void afterApplicationStart(CamelContext context) {}
    };
  }

  @Bean
  ServletRegistrationBean<GatewayServlet> gatewayServlet() {
    ServletRegistrationBean<GatewayServlet> servlet =
        new ServletRegistrationBean<>(new GatewayServlet(), "/api/*", "/admin/*");
    servlet.setName(servletName);
    servlet.setLoadOnStartup(1);
    return servlet;
  }

  @Bean("servlet-component")
  ServletComponent servletComponent() {
    ServletComponent component = new ServletComponent();
    component.setServletName(servletName);
    return component;
  }

  /** Makes {@code {{provider.<id>.base-url}}} in routes the URL that the catalogue holds. */
  @Bean
  PropertiesSource providerUrls(Catalog catalog) {
    Map<String, String> urls = new TreeMap<>();
    catalog
        .providers()
        .forEach(provider ->
            urls.put("provider." + provider.id() + ".base-url", provider.baseUrl().toString()));
    return new PropertiesSource() {
      @Override
      public String getName() {
        return "providers";
      }

      @Override
      @SuppressWarnings("NullAway") // the interface answers null for an unknown name
      public String getProperty(String name) {
        return urls.get(name);
      }
    };
  }

  /**
   * When a provider is not called for a while: connection failures, timeouts and server errors
   * count, refused keys and rate limits of single accounts do not.
   */
  @Bean
  Resilience4jConfigurationDefinition upstreamBreaker(BreakerSettings settings) {
    Resilience4jConfigurationDefinition breaker = new Resilience4jConfigurationDefinition();
    breaker.setThrowExceptionWhenHalfOpenOrOpenState("true");
    breaker.setWritableStackTraceEnabled("false");
    breaker.setSlidingWindowSize(String.valueOf(settings.window()));
    breaker.setMinimumNumberOfCalls(String.valueOf(settings.minimumCalls()));
    breaker.setFailureRateThreshold(String.valueOf(settings.failureRatePercent()));
    breaker.setPermittedNumberOfCallsInHalfOpenState("3");
    breaker.setWaitDurationInOpenState(String.valueOf(settings.openFor().toSeconds()));
    return breaker;
  }

  @Bean
  CircuitBreakerRegistry breakers() {
    return CircuitBreakerRegistry.custom().withRegistryStore(new Breakers()).build();
  }

  /**
   * For test calls: an outage in the sandbox was asked for by one account, and is no reason to
   * refuse the calls of others. The call path is that of live calls otherwise.
   */
  @Bean
  Resilience4jConfigurationDefinition sandboxBreaker() {
    Resilience4jConfigurationDefinition breaker = new Resilience4jConfigurationDefinition();
    breaker.setThrowExceptionWhenHalfOpenOrOpenState("true");
    breaker.setCircuitBreaker("alwaysClosed");
    return breaker;
  }

  @Bean
  CircuitBreaker alwaysClosed() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("sandbox");
    breaker.transitionToDisabledState();
    return breaker;
  }
}
