package org.toolroute.gateway.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1]",
        "\"text\"",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":01}",
        "{'a':1}",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} x",
        "{\"a\":1e500}",
        "{\"a\":1e-500}",
        "{\"a\":1e2147483648}",
        "{\"a\":/*c*/1}"
      })
  void refusesWhatIsNotOneCleanObject(String body) {
    assertThatThrownBy(() -> StrictJson.readBody(body.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void acceptsNestingUpToTheLimitAndRefusesOneMore() {
    String atLimit =
        "{\"a\":".repeat(StrictJson.DEPTH_MAX) + "1" + "}".repeat(StrictJson.DEPTH_MAX);
    String beyond = "{\"a\":" + atLimit + "}";
    assertThat(StrictJson.readBody(atLimit.getBytes(UTF_8))).isNotEmpty();
    assertThatThrownBy(() -> StrictJson.readBody(beyond.getBytes(UTF_8)))
        .hasMessageContaining("levels of nesting");
  }

  @Test
  void acceptsNumbersUpToTheLimitAndRefusesOneMoreDigit() {
    String atLimit = "{\"a\":" + "9".repeat(StrictJson.NUMBER_LENGTH_MAX) + "}";
    String beyond = "{\"a\":" + "9".repeat(StrictJson.NUMBER_LENGTH_MAX + 1) + "}";
    assertThat(StrictJson.readBody(atLimit.getBytes(UTF_8))).isNotEmpty();
    assertThatThrownBy(() -> StrictJson.readBody(beyond.getBytes(UTF_8)))
        .hasMessageContaining("characters");
  }

  @Test
  void neverRepeatsTheBody() {
    assertThatThrownBy(() -> StrictJson.readBody("{\"api_key\":\"sk-canary\",}".getBytes(UTF_8)))
        .hasMessageNotContaining("canary");
    assertThatThrownBy(
            () -> StrictJson.readBody("{\"sk-canary\":1,\"sk-canary\":2}".getBytes(UTF_8)))
        .hasMessageContaining("twice")
        .hasMessageNotContaining("canary");
  }

  @Test
  void keepsTheDigitsOfDecimals() {
    ObjectNode body = StrictJson.readBody("{\"a\":0.10000000000000000001}".getBytes(UTF_8));
    assertThat(body.get("a").decimalValue().toPlainString()).isEqualTo("0.10000000000000000001");
  }
}
