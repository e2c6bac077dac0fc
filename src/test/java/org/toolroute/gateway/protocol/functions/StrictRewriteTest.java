package org.toolroute.gateway.protocol.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strict mode is claimed where it holds only, and costs no operation an optional member. */
class StrictRewriteTest {

  static Stream<Operation> operations() {
    return TestCatalog.shipped().providers().stream()
        .flatMap(provider -> provider.operations().values().stream());
  }

  static Stream<Operation> rewritableOperations() {
    return operations().filter(operation -> StrictRewrite.of(parameters(operation)).isPresent());
  }

  @Test
  void mostShippedOperationsCanBeStrict() {
    assertThat(rewritableOperations().map(Operation::toString))
        .contains("tavily__search", "twilio__send_sms", "context7__query_docs")
        .doesNotContain("openai__chat_completion");
  }

  @ParameterizedTest
  @MethodSource("rewritableOperations")
  void nullsInThePlaceOfWhatWasLeftOutAreTakenAwayAgain(Operation operation) {
    // Given
    ObjectNode strict = StrictRewrite.of(parameters(operation)).orElseThrow();
    ObjectNode written = operation.example().input().deepCopy();
    strict
        .path("properties")
        .propertyNames()
        .forEach(name -> {
          if (!written.has(name)) {
            written.putNull(name);
          }
        });
    // When
    ObjectNode meant = NullRemoval.apply(operation.inputSchema(), written);
    // Then
    assertThat(meant).isEqualTo(operation.example().input());
    assertThatCode(() -> operation.check(meant)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void rewritingLeavesTheOperationsSchemaAlone(Operation operation) {
    // Given
    JsonNode before = operation.inputSchema().deepCopy();
    // When
    StrictRewrite.of(parameters(operation));
    // Then
    assertThat(operation.inputSchema()).isEqualTo(before);
  }

  @Test
  void everyMemberIsRequiredAndTheOptionalOnesMayBeNull() {
    // When
    ObjectNode strict =
        StrictRewrite.of(
                closed(
                    """
                    {"type":"object","required":["a"],"properties":{
                      "a":{"type":"string","minLength":1},
                      "b":{"type":"integer","minimum":1,"description":"How many"},
                      "c":{"type":"string","enum":["x","y"],"description":"Which"},
                      "d":{"type":["string","null"]}}}
                    """))
            .orElseThrow();
    // Then
    assertThat(strict)
        .isEqualTo(
            closed(
                """
                {"type":"object","required":["a","b","c","d"],"properties":{
                  "a":{"type":"string"},
                  "b":{"type":["integer","null"],"minimum":1,"description":"How many"},
                  "c":{"description":"Which","anyOf":[{"type":"string","enum":["x","y"]},{"type":"null"}]},
                  "d":{"type":["string","null"]}}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
        "{\"type\":\"array\"}",
        "{\"enum\":[1,\"a\"]}",
        "{}",
        "true",
        "{\"not\":{\"type\":\"string\"}}",
        "{\"oneOf\":[{\"type\":\"string\"}]}",
        "{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},"
            + "\"additionalProperties\":false},{\"type\":\"object\",\"properties\":{},"
            + "\"additionalProperties\":false}]}",
      })
  void whatStrictModeCannotExpressIsNotStrict(String member) {
    assertThat(
            StrictRewrite.of(
                closed(
                    """
                    {"type":"object","properties":{"m":%s}}
                    """
                        .formatted(member))))
        .isEmpty();
  }

  @Test
  void aSchemaQualifiesAsItStandsOnlyWhenItRequiresAllItsMembers() {
    // Given
    String schema =
        "{\"type\":\"object\",\"required\":[%s],\"properties\":{\"a\":{\"type\":\"string\"}}}";
    // Then
    assertThat(StrictSubset.ofOpenAi(closed(schema.formatted("\"a\"")))).isTrue();
    assertThat(StrictSubset.ofOpenAi(closed(schema.formatted("")))).isFalse();
    assertThat(StrictSubset.ofOpenAi(schema(schema.formatted("\"a\"")))).isFalse();
  }

  @Test
  void constraintsThatAnthropicDoesNotKnowDoNotQualifyThere() {
    // Given
    ObjectNode bounded =
        closed(
            """
            {"type":"object","required":["a"],"properties":{"a":{"type":"integer","minimum":1}}}
            """);
    // Then
    assertThat(StrictSubset.ofOpenAi(bounded)).isTrue();
    assertThat(StrictSubset.ofAnthropic(bounded)).isFalse();
  }

  @Test
  void tenLevelsQualifyAndElevenDoNot() {
    assertThat(StrictSubset.ofOpenAi(nested(10))).isTrue();
    assertThat(StrictSubset.ofOpenAi(nested(11))).isFalse();
  }

  @Test
  void aThousandListedValuesQualifyAndOneMoreDoesNot() {
    assertThat(StrictSubset.ofOpenAi(listed(1_000))).isTrue();
    assertThat(StrictSubset.ofOpenAi(listed(1_001))).isFalse();
  }

  @Test
  void nullStaysWhereTheSchemaAllowsItAndWhereAMemberIsRequired() {
    // Given
    ObjectNode schema =
        closed(
            """
            {"type":"object","required":["a"],"properties":{
              "a":{"type":"string"},
              "b":{"type":["string","null"]},
              "c":{"type":"array","items":{"type":"object","properties":{
                "d":{"type":"string"}},"additionalProperties":false}},
              "e":{"anyOf":[{"type":"string"},{"type":"object","properties":{
                "f":{"type":"string"}},"additionalProperties":false}]}}}
            """);
    // When
    ObjectNode meant =
        NullRemoval.apply(
            schema,
            schema(
                """
                {"a":null,"b":null,"c":[{"d":null},null],"e":{"f":null},"unknown":null}
                """));
    // Then
    assertThat(meant)
        .isEqualTo(schema("{\"a\":null,\"b\":null,\"c\":[{},null],\"e\":{},\"unknown\":null}"));
  }

  @Test
  void anOperationThatCannotBeStrictKeepsItsNulls() {
    // Given
    ObjectNode schema =
        closed(
            """
            {"type":"object","properties":{"a":{"type":"string"},"map":{"type":"object"}}}
            """);
    ObjectNode input = schema("{\"a\":null}");
    // Then
    assertThat(NullRemoval.apply(schema, input)).isEqualTo(input);
  }

  @Test
  void alternativesAtTheRootAreSaidInWordsInstead() {
    // Given
    Map<String, Operation> twilio =
        TestCatalog.shipped().providers().stream()
            .filter(provider -> provider.id().value().equals("twilio"))
            .findFirst()
            .orElseThrow()
            .operations();
    // When
    ModelSchema schema = ModelSchema.of(twilio.get("make_call"));
    // Then
    assertThat(twilio.get("make_call").inputSchema().has("anyOf")).isTrue();
    assertThat(schema.parameters().has("anyOf")).isFalse();
    assertThat(schema.description())
        .endsWith("Give at least one of: twiml or url or application_sid.");
  }

  private static ObjectNode parameters(Operation operation) {
    return ModelSchema.of(operation).parameters();
  }

  private static ObjectNode nested(int levels) {
    ObjectNode schema = schema("{\"type\":\"string\"}");
    for (int level = 1; level < levels; level++) {
      ObjectNode outer = closed("{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{}}");
      ((ObjectNode) outer.path("properties")).set("a", schema);
      schema = outer;
    }
    return schema;
  }

  private static ObjectNode listed(int values) {
    ObjectNode schema =
        closed(
            "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\",\"enum\":[]}}}");
    List<Integer> numbers = Stream.iterate(0, number -> number + 1).limit(values).toList();
    numbers.forEach(((ArrayNode) schema.at("/properties/a/enum"))::add);
    return schema;
  }

  /** As the catalogue closes an input schema. */
  private static ObjectNode closed(String json) {
    return schema(json).put("additionalProperties", false);
  }

  private static ObjectNode schema(String json) {
    return (ObjectNode) StrictJson.read(json.getBytes(UTF_8));
  }
}
