package org.toolroute.gateway.protocol.mcp;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.CallableTools;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.protocol.OriginCheck;
import org.toolroute.gateway.protocol.RefusalForm;
import org.toolroute.gateway.protocol.mcp.legacy.LegacyEra;

/** The MCP endpoints and what they offer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpSettings.class)
class McpConfiguration {
  /** Every revision that is spoken, newest first. */
  static final List<String> REVISIONS =
      Stream.concat(Stream.of(CurrentEra.REVISION), LegacyEra.REVISIONS.stream()).toList();

  @Bean
  ListChanges listChanges() {
    return new ListChanges();
  }

  /** Streams of changes end before the server waits for its last requests. */
  @Bean
  ApplicationListener<ContextClosedEvent> endOfListening(ListChanges changes) {
    return _ -> changes.close();
  }

  @Bean
  RunningCalls runningCalls(ToolExecution execution, McpSettings settings) {
    return new RunningCalls(execution, settings.progressInterval());
  }

  @Bean
  ToolPages toolPages(
      Catalog catalog,
      CallableTools callable,
      PublishedTools published,
      ListChanges changes,
      McpSettings settings) {
    return new ToolPages(catalog, callable, published, changes, settings.pageSize());
  }

  @Bean
  CallTool callTool(Catalog catalog, RunningCalls calls) {
    return new CallTool(catalog, calls);
  }

  @Bean
  ServletRegistrationBean<McpServlet> mcpServlet(
      OriginCheck origins,
      Authentication authentication,
      ToolPages pages,
      CallTool callTool,
      OpenStreams streams,
      ListChanges changes,
      McpSettings settings) {
    return register(
        "mcp",
        "/mcp",
        servlet(
            origins, authentication, new ToolsOffer(pages, callTool), streams, changes, settings));
  }

  @Bean
  ServletRegistrationBean<McpServlet> compactMcpServlet(
      OriginCheck origins,
      Authentication authentication,
      ToolSearch search,
      CallTool callTool,
      OpenStreams streams,
      ListChanges changes,
      McpSettings settings) {
    return register(
        "mcp-compact",
        "/mcp/compact",
        servlet(
            origins,
            authentication,
            new CompactOffer(new CompactTools(search, callTool)),
            streams,
            changes,
            settings));
  }

  @Bean
  RefusalForm mcpRefusal() {
    return new McpRefusal();
  }

  @Bean
  ToolSearch toolSearch(Catalog catalog, CallableTools callable) {
    return new ToolSearch(catalog, callable);
  }

  /** An endpoint for clients of every revision. */
  static McpServlet servlet(
      OriginCheck origins,
      Authentication authentication,
      McpOffer offer,
      OpenStreams streams,
      ListChanges changes,
      McpSettings settings) {
    Listening listening = new Listening(authentication, streams, changes, settings);
    return new McpServlet(
        origins,
        authentication,
        offer,
        new CurrentEra(offer, listening, REVISIONS, settings.listTtl()),
        new LegacyEra(offer));
  }

  private static ServletRegistrationBean<McpServlet> register(
      String name, String path, McpServlet servlet) {
    ServletRegistrationBean<McpServlet> registration = new ServletRegistrationBean<>(servlet, path);
    registration.setName(name);
    return registration;
  }
}
