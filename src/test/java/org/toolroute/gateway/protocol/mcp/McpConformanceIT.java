package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.NodeProgram;

/**
 * The official conformance suite against the gateway's MCP servlet: every requirement of a
 * revision, with no list of excused failures.
 */
class McpConformanceIT {
  private static ConformanceServer server;

  @TempDir Path results;

  @BeforeAll
  static void start() {
    server = ConformanceServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11-25", "2026-07-28"})
  void everyRequirementOfTheRevisionIsMet(String revision) {
    // When
    NodeProgram.Ended ended =
        NodeProgram.command(
            "conformance",
            Duration.ofMinutes(5),
            Map.of(),
            "server",
            "--url",
            server.url(),
            "--requirements",
            revision,
            "-o",
            results.toString());
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }
}
