package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.StaticApplicationContext;
import org.toolroute.gateway.parts.CapturedLogs;
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
    routes = new LintedRoutes(new StaticApplicationContext(), new RouteLint(name -> true), folder);
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
    routes =
        new LintedRoutes(
            new StaticApplicationContext(), new RouteLint(name -> true), Path.of("routes"));
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
