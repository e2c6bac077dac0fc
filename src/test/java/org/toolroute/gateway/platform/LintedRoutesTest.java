package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticApplicationContext;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.provider.lint.RouteLint;

class LintedRoutesTest {
  private static final String ROUTE =
      """
      - route:
          id: %1$s
          description: Releases holds that outlived their call.
          from:
            uri: direct:%1$s
            steps:
              - process: {ref: sweepHolds}
      """;

  @TempDir private Path folder;
  private Path file;
  private LintedRoutes routes;

  @BeforeEach
  void writeRoutes() throws IOException {
    Files.createDirectories(folder.resolve("providers"));
    file = Files.createDirectories(folder.resolve("gateway")).resolve("sweep.camel.yaml");
    Files.writeString(file, ROUTE.formatted("sweep-holds"));
    routes = routesIn(folder, Set.of());
  }

  @Test
  void aFileThatIsReplacedAfterTheCheckDoesNotRun() throws Exception {
    // Given
    routes.afterSingletonsInstantiated();
    Files.writeString(file, ROUTE.formatted("unchecked"));
    Files.writeString(file.resolveSibling("later.camel.yaml"), ROUTE.formatted("later"));

    // When
    List<String> ids = collect();

    // Then
    assertThat(ids).containsExactly("sweep-holds");
  }

  @Test
  void nothingRunsUnchecked() throws Exception {
    assertThat(collect()).isEmpty();
  }

  @Test
  void theShippedRoutesLoadWithoutAWarning() throws Exception {
    routes = routesIn(Path.of("routes"), Set.of("context7", "openai", "tavily", "twilio"));
    routes.afterSingletonsInstantiated();

    try (CapturedLogs logs = CapturedLogs.start()) {
      assertThat(collect()).contains("execute-tool", "openai");
      assertThat(logs.text().lines()).noneMatch(line -> line.startsWith("WARN"));
    }
  }

  @Test
  void findingsStopTheStart() throws IOException {
    Files.writeString(file, ROUTE.formatted("sweep-holds").replace("process:", "script:"));

    assertThatThrownBy(routes::afterSingletonsInstantiated)
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageContaining("gateway/sweep.camel.yaml");
  }

  @Test
  void aDescriptionWithoutARouteStopsTheStart() {
    routes = routesIn(folder, Set.of("parcels"));

    assertThatThrownBy(routes::afterSingletonsInstantiated)
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageContaining("providers/parcels.tools.yaml")
        .hasMessageContaining("add parcels.camel.yaml");
  }

  @Test
  void aRouteWithoutADescriptionStopsTheStart() throws IOException {
    Files.writeString(folder.resolve("providers/parcels.camel.yaml"), routeOf("parcels"));

    assertThatThrownBy(routes::afterSingletonsInstantiated)
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageContaining("providers/parcels.camel.yaml")
        .hasMessageContaining("add parcels.tools.yaml");
  }

  @Test
  void theDocumentedProviderRunsOnACopyOfAShippedRoute() throws Exception {
    // Given
    TestCatalog.write(folder, Map.of("parcels", TestCatalog.documentedExample()));
    routes = routesIn(folder, providers(TestCatalog.load(folder)));
    Files.writeString(folder.resolve("providers/parcels.camel.yaml"), routeOf("parcels"));
    Path failures = Path.of("routes/gateway/billing.camel.yaml");
    Files.copy(failures, folder.resolve("gateway/billing.camel.yaml"));

    // When
    routes.afterSingletonsInstantiated();

    // Then
    assertThat(collect()).contains("parcels");
  }

  private static String routeOf(String provider) throws IOException {
    return Files.readString(Path.of("routes/providers/tavily.camel.yaml"))
        .replace("tavily", provider);
  }

  private static Set<String> providers(Catalog catalog) {
    return catalog.providers().stream()
        .map(provider -> provider.id().value())
        .collect(Collectors.toSet());
  }

  private static LintedRoutes routesIn(Path folder, Set<String> described) {
    return new LintedRoutes(
        new StaticApplicationContext(), new RouteLint(name -> true), folder, () -> described);
  }

  private List<String> collect() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      String pattern = "file:" + folder + "/gateway/*.camel.yaml";
      for (RoutesBuilder builder : routes.collectRoutesFromDirectory(camel, null, pattern)) {
        camel.addRoutes(builder);
      }
      return camel.getRouteDefinitions().stream().map(RouteDefinition::getRouteId).toList();
    }
  }
}
