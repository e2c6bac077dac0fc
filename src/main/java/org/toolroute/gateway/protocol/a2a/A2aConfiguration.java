package org.toolroute.gateway.protocol.a2a;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.execution.PublishedTools;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.protocol.RefusalForm;
import org.toolroute.gateway.shared.GatewayException;

/** Wires the agent and its servlets, whose paths are more specific than those of REST. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(A2aSettings.class)
class A2aConfiguration {
  static final String RPC_PATH = "/api/a2a";
  static final String HTTP_PATH = "/api/a2a/v1";
  static final String CARD_PATH = "/.well-known/agent-card.json";
  private static final Logger LOG = LoggerFactory.getLogger(A2aConfiguration.class);

  @Bean
  TaskTable taskTable(JdbcClient database, Catalog catalog, A2aSettings settings) {
    Duration longest =
        catalog.providers().stream()
            .flatMap(provider -> provider.operations().values().stream())
            .map(Operation::timeout)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return new TaskTable(database, longest.plus(settings.lostAfter()), settings.tasksKeptFor());
  }

  @Bean
  BackgroundCalls backgroundCalls(A2aSettings settings) {
    return new BackgroundCalls(settings.shutdownWait());
  }

  @Bean
  Operations a2aOperations(
      TaskTable table,
      ToolExecution execution,
      BackgroundCalls background,
      RateLimits limits,
      OpenStreams streams,
      A2aSettings settings,
      InstantSource clock) {
    TaskSignals signals = new TaskSignals(ids -> TaskVersion.of(table, ids), settings.lookEvery());
    return new Operations(
        new Agent(
            new TaskStart(table),
            new TaskRun(execution, table, new Cancellation(table), signals),
            new TaskWatch(table, signals, settings, clock),
            table,
            new TaskLists(table),
            background,
            limits,
            streams));
  }

  @Bean
  ServletRegistrationBean<JsonRpcServlet> a2aJsonRpc(
      Authentication authentication, Operations a2aOperations) {
    return new ServletRegistrationBean<>(
        new JsonRpcServlet(authentication, a2aOperations), RPC_PATH);
  }

  @Bean
  ServletRegistrationBean<HttpJsonServlet> a2aHttpJson(
      Authentication authentication, Operations a2aOperations) {
    return new ServletRegistrationBean<>(
        new HttpJsonServlet(authentication, a2aOperations), HTTP_PATH + "/*");
  }

  @Bean
  ServletRegistrationBean<AgentCardServlet> a2aAgentCard(
      Catalog catalog, PublishedTools published, A2aSettings settings) {
    return new ServletRegistrationBean<>(
        new AgentCardServlet(new AgentCard(catalog, published), settings.publicUrl()), CARD_PATH);
  }

  @Bean
  RefusalForm a2aRefusal() {
    return new A2aRefusal();
  }

  /** A database that is away is reported elsewhere; the next turn tries again. */
  @Bean
  Processor forgetTasks(TaskTable table) {
    return _ -> {
      try {
        table.removeExpired();
      } catch (GatewayException e) {
        LOG.atDebug().addKeyValue("task", "forget tasks").log("maintenance is postponed");
      }
    };
  }
}
