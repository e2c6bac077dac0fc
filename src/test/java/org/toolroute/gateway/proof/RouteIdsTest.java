package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two ids alike in the route folder stop the gateway from starting, or do not: it depends on the
 * order in which the file system lists the files.
 */
class RouteIdsTest {
  private static final Pattern ID = Pattern.compile("\\bid: ([A-Za-z0-9-]+)");

  @Test
  void noTwoRoutesOrPathsShareAnId() throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
        ID.matcher(Files.readString(file)).results().forEach(match -> ids.add(match.group(1)));
      }
    }
    assertThat(ids).hasSizeGreaterThan(50).doesNotHaveDuplicates();
  }
}
