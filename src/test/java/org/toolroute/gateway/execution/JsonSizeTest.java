package org.toolroute.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "null",
        "-1.5e-300",
        "1234567890123456789012345678901234567890.123456789012345678901",
        "[[],[{}],[true,false]]",
        "{\"a\":\"\\u0000\\u0001\\u001f\",\"\\u0002\":\"\\\"\\\\\"}",
        "\"\\ud83d\\ude00\\u20ac\\u00e9\\ud800\"",
        "{\"nested\":{\"list\":[1,2,3,\"four\",[5,6]],\"empty\":{}}}"
      })
  void isNeverLessThanWhatIsWritten(String json) {
    // Given
    JsonNode node = StrictJson.MAPPER.readTree(json);
    int written = StrictJson.MAPPER.writeValueAsBytes(node).length;

    // When a limit is one byte below what is written
    boolean mayExceed = JsonSize.mayExceed(node, written - 1);

    // Then
    assertThat(mayExceed).isTrue();
  }

  @Test
  void sparesAnOrdinaryInputTheMeasuring() {
    // Given
    JsonNode input =
        JsonNodeFactory.instance.objectNode().put("query", "a".repeat(1_000)).put("depth", 2);

    // When
    boolean mayExceed = JsonSize.mayExceed(input, 8_000);

    // Then
    assertThat(mayExceed).isFalse();
  }
}
