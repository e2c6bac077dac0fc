package org.toolroute.gateway.provider.transport;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.zip.GZIPInputStream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.client5.http.entity.InputStreamFactory;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.provider.transport.EgressGuard.HostTrust;

/** The HTTP client of camel-http: one pool, no redirects, no retries, no cookies, our transport. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpstreamSettings.class)
class TransportConfiguration {

  @Bean
  UpstreamCalls upstreamCalls() {
    return new UpstreamCalls();
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledThreadPoolExecutor upstreamWatchdog() {
    return new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().name("upstream-watchdog").daemon().factory());
  }

  @Bean
  UpstreamTransport upstreamTransport(
      UpstreamCalls upstreamCalls,
      OpenKeys openKeys,
      @Qualifier("upstreamWatchdog") ScheduledThreadPoolExecutor watchdog,
      InstantSource clock,
      LeakCounter leakCounter) {
    return new UpstreamTransport(
        upstreamCalls, openKeys, new Deadlines(watchdog), clock, leakCounter);
  }

  @Bean(destroyMethod = "close")
  PoolingHttpClientConnectionManager upstreamConnections(
      UpstreamSettings settings, Catalog catalog, CatalogProperties operator) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(
            new EgressGuard(hosts(catalog, operator), SystemDefaultDnsResolver.INSTANCE))
        .setMaxConnPerRoute(settings.connectionsPerHost())
        .setMaxConnTotal(settings.connections())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setValidateAfterInactivity(TimeValue.of(settings.idleFor()))
                .build())
        .build();
  }

  @Bean("http-component")
  HttpComponent httpComponent(
      UpstreamSettings settings,
      UpstreamTransport transport,
      PoolingHttpClientConnectionManager connections) {
    return component(settings, transport, connections);
  }

  @Bean("https-component")
  HttpComponent httpsComponent(
      UpstreamSettings settings,
      UpstreamTransport transport,
      PoolingHttpClientConnectionManager connections) {
    return component(settings, transport, connections);
  }

  /** The same client without Camel, for requests that belong to no call. */
  @Bean
  UpstreamClient upstreamClient(
      UpstreamSettings settings,
      UpstreamTransport transport,
      PoolingHttpClientConnectionManager connections,
      UpstreamCalls upstreamCalls,
      OpenKeys openKeys) {
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setConnectionManagerShared(true);
    configure(builder, settings, transport);
    return new UpstreamClient(builder.build(), upstreamCalls, openKeys);
  }

  private static HttpComponent component(
      UpstreamSettings settings,
      UpstreamTransport transport,
      PoolingHttpClientConnectionManager connections) {
    HttpComponent component = new HttpComponent();
    component.setClientConnectionManager(connections);
    component.setHttpClientConfigurer(builder -> configure(builder, settings, transport));
    component.setCopyHeaders(false);
    component.setFollowRedirects(false);
    component.setUseGlobalSslContextParameters(false);
    return component;
  }

  private static void configure(
      HttpClientBuilder builder, UpstreamSettings settings, UpstreamTransport transport) {
    builder
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableCookieManagement()
        .disableDefaultUserAgent()
        .setContentDecoderRegistry(new LinkedHashMap<>(decoders()))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.queueTimeout()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .build())
        .addExecInterceptorFirst("toolroute-transport", transport)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(), "toolroute-last-look", new LastLook());
  }

  /**
   * What is announced and decoded; an answer in another coding cannot be read. The client's own
   * choice grows with the class path, up to codings that allocate whatever an answer asks for.
   */
  private static Map<String, InputStreamFactory> decoders() {
    Map<String, InputStreamFactory> decoders = new LinkedHashMap<>();
    decoders.put("gzip", GZIPInputStream::new);
    decoders.put("deflate", DeflateInputStream::new);
    return decoders;
  }

  private static Map<String, HostTrust> hosts(Catalog catalog, CatalogProperties operator) {
    Map<String, HostTrust> hosts = new HashMap<>();
    for (Provider provider : catalog.providers()) {
      hosts.merge(
          provider.baseUrl().getHost().toLowerCase(Locale.ROOT),
          isOperatorsWord(provider, operator) ? HostTrust.OPERATORS_WORD : HostTrust.PUBLIC_ONLY,
          (one, other) -> one == HostTrust.PUBLIC_ONLY ? one : other);
    }
    return hosts;
  }

  private static boolean isOperatorsWord(Provider provider, CatalogProperties operator) {
    CatalogProperties.ProviderSettings settings = operator.providers().get(provider.id().value());
    return settings != null && settings.baseUrl() != null;
  }
}
