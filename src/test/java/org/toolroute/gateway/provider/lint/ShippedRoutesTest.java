package org.toolroute.gateway.provider.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route files of this repository. Whether their step beans exist is seen at start-up. */
class ShippedRoutesTest {
  private static final Path ROUTES = Path.of("routes");
  private static final int FILE_LINES_MAX = 120;
  private static final int ROUTE_LINES_MAX = 40;

  static Stream<RouteFile> files() {
    return RouteLint.read(ROUTES).stream();
  }

  @Test
  void theyHaveNoFinding() {
    assertThat(new RouteLint(name -> true).check(ROUTES)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theyCanBeReadAtAGlance(RouteFile file) {
    // When
    List<Long> routes =
        Arrays.stream(file.text().split("\n(?=- route:)"))
            .filter(part -> part.contains("- route:"))
            .map(route -> route.lines().filter(line -> !line.isBlank()).count())
            .toList();

    // Then
    assertThat(file.text().lines()).hasSizeLessThanOrEqualTo(FILE_LINES_MAX);
    assertThat(routes).allMatch(lines -> lines <= ROUTE_LINES_MAX);
  }
}
