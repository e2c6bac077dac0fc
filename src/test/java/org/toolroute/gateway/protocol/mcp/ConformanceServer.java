package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.toolroute.gateway.account.Authentication;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.account.StreamLimitSettings;
import org.toolroute.gateway.protocol.HeadCheck;
import org.toolroute.gateway.protocol.HttpSettings;
import org.toolroute.gateway.protocol.OriginCheck;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Secret;

/**
 * The gateway's own MCP servlet with the fixtures of the conformance suite behind it. The suite
 * cannot authenticate, so everybody is let in.
 */
final class ConformanceServer implements AutoCloseable {
  static final McpSettings SETTINGS =
      new McpSettings(
          200,
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(15),
          Duration.ofMinutes(30));

  private final Tomcat tomcat = new Tomcat();
  private final ListChanges changes = new ListChanges();

  static ConformanceServer start() {
    return new ConformanceServer(SETTINGS);
  }

  /** A server on which a stream of changes ends after {@code listenFor}. */
  static ConformanceServer start(Duration listenFor) {
    return new ConformanceServer(
        new McpSettings(
            SETTINGS.pageSize(),
            SETTINGS.listTtl(),
            SETTINGS.progressInterval(),
            SETTINGS.keepAlive(),
            listenFor));
  }

  private ConformanceServer(McpSettings settings) {
    try {
      Path folder = Files.createTempDirectory("conformance");
      tomcat.setBaseDir(folder.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat
          .getConnector()
          .getProtocolHandler()
          .setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      Context context = tomcat.addContext("", folder.toString());
      OriginCheck origins = new OriginCheck(new HttpSettings(Set.of(), Set.of()));
      addHeadCheck(context, origins);
      McpServlet servlet =
          McpConfiguration.servlet(
              origins,
              new OpenDoor(),
              new FixtureOffer(changes),
              new OpenStreams(new StreamLimitSettings(8, 8, 8)),
              changes,
              settings);
      Tomcat.addServlet(context, "mcp", servlet).addMapping("/mcp");
      tomcat.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addHeadCheck(Context context, OriginCheck origins) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("head");
    filter.setFilter(new HeadCheck(origins, List.of(new McpRefusal())));
    FilterMap everywhere = new FilterMap();
    everywhere.setFilterName("head");
    everywhere.addURLPattern("/*");
    context.addFilterDef(filter);
    context.addFilterMap(everywhere);
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  String url() {
    return "http://localhost:" + port() + "/mcp";
  }

  /** Lets everybody in. */
  private record OpenDoor() implements Authentication {
    private static final Caller ANYBODY =
        new Caller(
            new AccountId(new UUID(0, 1)),
            new KeyId(new UUID(0, 2)),
            Environment.TEST,
            false,
            Set.of());

    @Override
    public Caller authenticate(Secret gatewayKey) {
      return ANYBODY;
    }

    @Override
    public Caller authenticateAgain(Secret gatewayKey) {
      return ANYBODY;
    }
  }

  @Override
  public void close() {
    try {
      changes.close();
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
