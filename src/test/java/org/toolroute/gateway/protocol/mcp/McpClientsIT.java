package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.NodeProgram;
import org.toolroute.gateway.parts.NodeProgram.Ended;
import org.toolroute.gateway.parts.RunningGateway;

/** The official clients of both generations, and the Inspector, against the running gateway. */
class McpClientsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @AutoClose private static final RunningGateway running = RunningGateway.start();
  private static String url;
  private static String key;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    url = "http://127.0.0.1:" + running.client().port() + "/mcp";
    key = running.client().newAccount().test();
  }

  @Test
  void theFirstGenerationOfTheSdkListsAndCalls() {
    // When
    Ended ended = NodeProgram.script("mcp-client-v1.mjs", LIMIT, Map.of(), url, key);
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "2026-07-28"})
  void theSecondGenerationOfTheSdkListsAndCalls(String mode) {
    // When
    Ended ended = NodeProgram.script("mcp-client-v2.mjs", LIMIT, Map.of(), url, key, mode);
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "modern"})
  void theInspectorFindsNoFaultInTheSchemas(String era) {
    // When
    Ended ended = inspect(era, "--method", "tools/list", "--strict");
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("tavily__search");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void theInspectorCallsATool(String era) {
    // When
    Ended ended =
        inspect(
            era,
            "--method",
            "tools/call",
            "--tool-name",
            "tavily__search",
            "--tool-args-json",
            "{\"query\":\"camel\",\"search_depth\":\"basic\"}");
    // Then
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("credits_charged");
  }

  private Ended inspect(String era, String... what) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--cli",
                url,
                "--transport",
                "http",
                "--header",
                "Authorization: Bearer " + key,
                "--protocol-era",
                era,
                "--format",
                "json"));
    arguments.addAll(List.of(what));
    return NodeProgram.command(
        "mcp-inspector", LIMIT, Map.of("HOME", home.toString()), arguments.toArray(String[]::new));
  }
}
