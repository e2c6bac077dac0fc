package org.toolroute.gateway.protocol.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.protocol.functions.FunctionCall.Arguments;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;

/** Calls are found in whatever a model's API answered, whole or in part. */
class CallBatchTest {
  private static final String CHAT =
      """
      {"id":"c1","type":"function","function":{"name":"tavily__search","arguments":"{\\"query\\":\\"camel\\"}"}}\
      """;
  private static final String RESPONSES =
      """
      {"id":"fc_1","type":"function_call","call_id":"c1","name":"tavily__search","arguments":"{\\"query\\":\\"camel\\"}"}\
      """;
  private static final String ANTHROPIC =
      """
      {"type":"tool_use","id":"c1","name":"tavily__search","input":{"query":"camel"}}\
      """;
  private static final String GEMINI =
      """
      {"functionCall":{"id":"c1","name":"tavily__search","args":{"query":"camel"}},"thoughtSignature":"AA=="}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ChatCompletions   | %CHAT%
          ChatCompletions   | [%CHAT%]
          ChatCompletions   | {"role":"assistant","content":null,"tool_calls":[%CHAT%]}
          ChatCompletions   | {"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[%CHAT%]},"finish_reason":"tool_calls"}]}
          Responses         | %RESPONSES%
          Responses         | [{"type":"reasoning","id":"r1","summary":[]},%RESPONSES%]
          Responses         | {"id":"resp_1","object":"response","output":[{"type":"message","id":"m","role":"assistant","content":[]},%RESPONSES%]}
          AnthropicMessages | %ANTHROPIC%
          AnthropicMessages | [{"type":"text","text":"Let me look."},%ANTHROPIC%]
          AnthropicMessages | {"id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"","signature":""},%ANTHROPIC%]}
          GeminiContents    | %GEMINI%
          GeminiContents    | [{"text":"Let me look."},%GEMINI%]
          ChatCompletions   | {"role":"assistant","content":[{"type":"text","text":"x"}],"tool_calls":[%CHAT%]}
          GeminiContents    | [{"thoughtSignature":"AA=="},%GEMINI%]
          GeminiContents    | {"role":"model","parts":[{"text":"x","thought":true},%GEMINI%]}
          GeminiContents    | {"candidates":[{"content":{"role":"model","parts":[%GEMINI%]},"finishReason":"STOP"}]}
          """)
  void everyFormOfAnAnswerHoldsTheSameCall(String api, String template) {
    // Given
    String body =
        template
            .replace("%CHAT%", CHAT)
            .replace("%RESPONSES%", RESPONSES)
            .replace("%ANTHROPIC%", ANTHROPIC)
            .replace("%GEMINI%", GEMINI);
    // When
    CallBatch batch = read(body);
    // Then
    assertThat(batch.api().orElseThrow().getClass().getSimpleName()).isEqualTo(api);
    assertThat(batch.calls()).hasSize(1);
    FunctionCall call = batch.calls().getFirst();
    assertThat(call.key()).isEqualTo("c1");
    assertThat(call.name()).isEqualTo("tavily__search");
    assertThat(call.arguments())
        .isInstanceOfSatisfying(
            Arguments.Given.class,
            given -> assertThat(given.input().toString()).isEqualTo("{\"query\":\"camel\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"role\":\"assistant\",\"content\":\"Done.\",\"tool_calls\":null}",
        "[{\"type\":\"custom\",\"id\":\"c1\",\"custom\":{\"name\":\"x\",\"input\":\"\"}}]",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Done.\"}]}}]}",
        "{\"parts\":[{\"thought\":true,\"thoughtSignature\":\"AA==\"}]}",
      })
  void anAnswerWithoutFunctionCallsHasNone(String body) {
    assertThat(read(body).calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "null",
        "{}",
        "[1]",
        "[{}]",
        "{\"type\":\"unheard_of\"}",
        "{\"tool\":\"tavily\",\"operation\":\"search\",\"input\":{}}",
        "{\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"role\":\"assistant\"}},{\"message\":{\"role\":\"assistant\"}}]}",
        "[{\"type\":\"function_call\",\"name\":\"x\",\"arguments\":\"{}\"}]",
        "[{\"type\":\"tool_use\",\"id\":\"\",\"name\":\"x\",\"input\":{}}]",
        "[{\"type\":\"tool_use\",\"id\":\"c1\",\"input\":{}}]",
        "[{\"type\":\"tool_use\",\"id\":\"\\ud801\",\"name\":\"x\",\"input\":{}}]",
        "[{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"\\ud801\",\"input\":{}}]",
      })
  void whatNoModelAnswersIsRefused(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(GatewayException.class);
  }

  @Test
  void argumentsWithoutAUtf8FormAreUnreadable() {
    // When
    CallBatch batch = read(CHAT.replace("camel", "\\ud801"));
    // Then
    assertThat(batch.calls().getFirst().arguments()).isInstanceOf(Arguments.Unreadable.class);
  }

  @Test
  void twoFormsInOneRequestAreRefused() {
    assertThatThrownBy(() -> read("[" + CHAT + "," + ANTHROPIC.replace("c1", "c2") + "]"))
        .hasMessageContaining("several model APIs");
  }

  /** Running some of the calls, or none, would say that this is all that the model asked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          content       | {"role":"assistant","tool_calls":[%CHAT%],"content":[%ANTHROPIC%]}
          output        | {"tool_calls":[%CHAT%],"output":[%RESPONSES%]}
          output        | {"choices":[{"message":{"role":"assistant","content":"x"}}],"output":[%RESPONSES%]}
          tool_calls    | {"role":"assistant","tool_calls":%CHAT%}
          content       | {"role":"assistant","content":%ANTHROPIC%}
          function_call | {"role":"assistant","content":null,"function_call":{"name":"tavily__search","arguments":"{}"}}
          function_call | {"choices":[{"message":{"role":"assistant","function_call":{"name":"x","arguments":"{}"}}}]}
          tool_calls    | [{"type":"message","role":"assistant","tool_calls":[%CHAT%]}]
          functionCall  | [{"text":"x","functionCall":"tavily__search"}]
          tool call     | [{"type":"function","name":"tavily__search","arguments":"{}"}]
          several       | [{"type":"tool_use","id":"c1","name":"x","input":{},"functionCall":{"name":"x"}}]
          """)
  void callsThatWouldBeLostAreRefusedByTheNameOfTheirPlace(String named, String template) {
    // Given
    String body =
        template
            .replace("%CHAT%", CHAT)
            .replace("%RESPONSES%", RESPONSES)
            .replace("%ANTHROPIC%", ANTHROPIC);
    // Then
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining(named);
  }

  @Test
  void callsAreFoundInTheOneListThatHoldsAny() {
    assertThat(read("{\"tool_calls\":[],\"output\":[" + RESPONSES + "]}").calls()).hasSize(1);
  }

  @Test
  void anIdThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> read("[" + CHAT + "," + CHAT + "]")).hasMessageContaining("same id");
  }

  @Test
  void callsWithoutIdAreNamedByTheirPosition() {
    // When
    CallBatch batch =
        read(
            "[{\"functionCall\":{\"name\":\"a\"}},{\"functionCall\":{\"name\":\"a\",\"args\":{}}}]");
    // Then
    assertThat(batch.calls()).extracting(FunctionCall::key).containsExactly("#0", "#1");
    assertThat(batch.calls()).allMatch(call -> call.givenId().isEmpty());
  }

  @Test
  void anIdAtTheLimitIsReadAndALongerOneIsNot() {
    // Given
    String id = "c".repeat(FunctionCall.ID_LENGTH_MAX);
    // Then
    assertThat(read(CHAT.replace("c1", id)).calls().getFirst().key()).isEqualTo(id);
    assertThatThrownBy(() -> read(CHAT.replace("c1", id + "c")))
        .isInstanceOf(GatewayException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "1",
        "{} {}",
        "{'query':1}",
        "{\\\"a\\\":1,\\\"a\\\":2}",
        "{\\\"a\\\":1e999}",
      })
  void argumentsThatAreNoObjectAreForTheModelToCorrect(String arguments) {
    // When
    CallBatch batch = read(CHAT.replace("{\\\"query\\\":\\\"camel\\\"}", arguments));
    // Then
    assertThat(batch.calls().getFirst().arguments()).isInstanceOf(Arguments.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}"})
  void noArgumentsAreAnEmptyObject(String arguments) {
    // When
    CallBatch batch = read(CHAT.replace("{\\\"query\\\":\\\"camel\\\"}", arguments));
    // Then
    assertThat(batch.calls().getFirst().arguments())
        .isInstanceOfSatisfying(
            Arguments.Given.class, given -> assertThat(given.input()).isEmpty());
  }

  private static CallBatch read(String body) {
    return CallBatch.read(StrictJson.read(body.getBytes(UTF_8)));
  }
}
