package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.protocol.functions.FunctionCall.Arguments;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;

/** The key of a call depends on the request's key, the position and the id, and on all three. */
class CallKeysTest {

  @Test
  void anotherRequestPositionOrIdIsAnotherKey() {
    assertThat(
            List.of(
                key("order-17", 0, "call_0"),
                key("order-18", 0, "call_0"),
                key("order-17", 1, "call_0"),
                key("order-17", 0, "call_1"),
                key("order-1", 7, "call_0"),
                key("order-17", 10, "call_0")))
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameRequestHasTheSameKeys() {
    assertThat(key("order-17", 0, "call_0"))
        .isEqualTo(key("order-17", 0, "call_0"))
        .matches("[\\x21-\\x7e]{1,255}");
  }

  @Test
  void aHostileIdMakesAnOrdinaryKey() {
    assertThat(key("k".repeat(255), 31, "é \n".repeat(60))).matches("[\\x21-\\x7e]{1,255}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "a\n"})
  void aTextThatIsNoKeyIsRefused(String header) {
    assertThatThrownBy(() -> new CallKeys(header)).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> new CallKeys("k".repeat(256))).isInstanceOf(GatewayException.class);
  }

  private static String key(String requestKey, int position, String id) {
    Arguments none = new Arguments.Given(JsonNodeFactory.instance.objectNode());
    return new CallKeys(requestKey)
        .of(new FunctionCall(Optional.of(id), id, "tavily__search", none), position);
  }
}
