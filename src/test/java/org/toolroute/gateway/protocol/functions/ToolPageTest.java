package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.PageRequest;
import tools.jackson.databind.node.ObjectNode;

/** Lists are cut into pages, and say when they are more than a model takes. */
class ToolPageTest {
  private static final ToolDefinitions DEFINITIONS = new ToolDefinitions(Strictness.AUTO);

  @TempDir Path folder;

  @Test
  void moreToolsThanAModelTakesAreWarnedOf() {
    // Given
    List<Operation> most = operations(ToolPage.MODEL_TOOLS_MAX);
    List<Operation> oneMore = operations(ToolPage.MODEL_TOOLS_MAX + 1);
    // When
    ObjectNode fitting = definitions(most, PageRequest.LIMIT_MAX);
    ObjectNode tooMany = definitions(oneMore, PageRequest.LIMIT_MAX);
    ObjectNode cut = definitions(oneMore, 10);
    // Then
    assertThat(fitting.path("data")).hasSize(ToolPage.MODEL_TOOLS_MAX);
    assertThat(fitting.has("warning")).isFalse();
    assertThat(tooMany.path("warning").asString()).contains("129 tools match");
    assertThat(cut.path("warning").asString()).contains("129 tools match");
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetition() {
    // Given
    List<Operation> all = operations(25);
    // When
    List<String> names = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ObjectNode page =
          new ToolPage(all, new PageRequest(7, cursor)).definitions(ToolFormat.MCP, DEFINITIONS);
      page.path("data").forEach(tool -> names.add(tool.path("name").asString()));
      cursor = page.path("next_cursor").stringValueOpt();
    } while (cursor.isPresent());
    // Then
    assertThat(names)
        .isEqualTo(all.stream().map(operation -> operation.name().functionName()).toList());
  }

  @Test
  void aToolThatIsGoneStillSaysWhereToGoOn() {
    // Given
    List<Operation> all = operations(3);
    PageRequest afterGone = new PageRequest(7, Optional.of("many__op001x"));
    // When
    ObjectNode page = new ToolPage(all, afterGone).definitions(ToolFormat.MCP, DEFINITIONS);
    // Then
    assertThat(page.path("data").valueStream().map(tool -> tool.path("name").asString()))
        .containsExactly("many__op002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "__op001", "7"})
  void anInventedCursorIsRefused(String cursor) {
    PageRequest request = new PageRequest(7, Optional.of(cursor));
    assertThatThrownBy(() -> new ToolPage(List.of(), request)).isInstanceOf(GatewayException.class);
  }

  @Test
  void noToolsAreNoDeclarationsForGemini() {
    assertThat(definitions(ToolFormat.GEMINI, List.of(), 1).path("data")).isEmpty();
    assertThat(definitions(ToolFormat.GEMINI, operations(2), 2).path("data")).hasSize(1);
  }

  private static ObjectNode definitions(List<Operation> operations, int limit) {
    return definitions(ToolFormat.OPENAI, operations, limit);
  }

  private static ObjectNode definitions(ToolFormat format, List<Operation> operations, int limit) {
    return new ToolPage(operations, PageRequest.first(limit)).definitions(format, DEFINITIONS);
  }

  /** Operations of two providers, since one has at most a hundred. */
  private List<Operation> operations(int count) {
    int first = Math.min(count, 100);
    Map<String, String> descriptions =
        first == count
            ? Map.of("many", description("many", count))
            : Map.of(
                "many", description("many", first), "more", description("more", count - first));
    return TestCatalog.load(TestCatalog.write(folder, descriptions)).providers().stream()
        .flatMap(provider -> provider.operations().values().stream())
        .toList();
  }

  private static String description(String provider, int count) {
    StringBuilder description =
        new StringBuilder(
            """
            provider: %1$s
            title: Many
            description: Many operations.
            category: test
            free: true
            base_url: https://%1$s.example
            credential: {kind: none}
            operations:
            """
                .formatted(provider));
    for (int i = 0; i < count; i++) {
      description.append(
          """
            op%03d:
              title: Operation
              description: One of a great many operations.
              effect: read
              input: {type: object, properties: {}}
              request: {method: GET, path: /%d, encoding: none}
              example: {input: {}, result: {}}
          """
              .formatted(i, i));
    }
    return description.toString();
  }
}
