package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class OperationCheckTest {
  private static final Catalog CATALOG = TestCatalog.shipped();
  private static final Operation CHAT = CATALOG.resolve("openai", "chat_completion");
  private static final Operation EMBEDDINGS = CATALOG.resolve("openai", "embeddings");

  @Test
  void violationsNamePlacesAndNoValues() {
    GatewayException refused =
        refused(
            CHAT,
            "{'model':7,'messages':[{'role':'sekret-role','content':'x'}],'temperature':9,'Model':'y'}");

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.details().path("violations").toString())
        .contains(
            "{\"pointer\":\"/messages/0/role\",\"message\":\"must be one of developer, system, user, assistant, tool\"}",
            "{\"pointer\":\"/model\",\"message\":\"must be of type string\"}",
            "{\"pointer\":\"/temperature\",\"message\":\"must be at most 2\"}",
            "{\"pointer\":\"\",\"message\":\"\\\"Model\\\" is not known here; did you mean \\\"model\\\"?\"}")
        .doesNotContain("sekret");
  }

  @Test
  void streamIsRefusedByName() {
    assertThat(refused(CHAT, "{'stream':true}").code())
        .isEqualTo(ErrorCode.STREAMING_NOT_SUPPORTED);
    assertThat(refused(EMBEDDINGS, "{'stream':true}").code())
        .isEqualTo(ErrorCode.STREAMING_NOT_SUPPORTED);
    assertThatCode(
            () -> CHAT.check(json("{'model':'m','messages':[{'role':'user'}],'stream':false}")))
        .doesNotThrowAnyException();
  }

  @Test
  void hostileMemberNamesAreNotRepeated() {
    ObjectNode input = json("{'model':'m','messages':[{'role':'user'}],'metadata':{}}");
    input.put("<img src=x>\r\n", 1);
    ((ObjectNode) input.path("metadata")).put("{{env:HOME}}", 5);

    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> CHAT.check(input));

    assertThat(refused.details().toString())
        .doesNotContain("<img", "{{", "env")
        .contains("/metadata");
  }

  /** Each in a place of its own: unknown, with a value of a wrong type, with a value too large. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-0123456789abcdef",
        "tvly-dev-4f",
        "AC11111111111111111111111111111111",
        "abcdefghijklmnopqrstuvwxyzabcdefg",
        "123456",
        "a~/b1",
      })
  void pastedSecretsAreNotRepeatedAsMemberNames(String secret) {
    ObjectNode unknown = json("{'model':'m','messages':[{'role':'user'}]}");
    unknown.put(secret, 1);
    ObjectNode wrongType = json("{'model':'m','messages':[{'role':'user'}],'metadata':{}}");
    ((ObjectNode) wrongType.path("metadata")).put(secret, 5);
    ObjectNode tooLarge = json("{'model':'m','messages':[{'role':'user'}]}");
    tooLarge.putObject(secret).putArray("list").add(new BigDecimal("1e200"));

    for (ObjectNode input : List.of(unknown, wrongType, tooLarge)) {
      assertThat(refused(CHAT, input.toString()).details().toString()).doesNotContain(secret);
    }
  }

  @Test
  void plainNamesAndThoseOfTheSchemaAreRepeated() {
    SchemaValidator validator =
        new SchemaValidator(
            json(
                "{'type':'object','properties':{'line1':{'type':'string'}},'additionalProperties':false}"));

    assertThat(validator.validate(json("{'line1':5,'Street_name':1}")))
        .containsExactlyInAnyOrder(
            new Violation("/line1", "must be of type string"),
            new Violation("", "\"Street_name\" is not known here"));
  }

  @Test
  @Timeout(20)
  void violationsAreBoundedWhateverTheSize() {
    ObjectNode input = json("{'model':'m'}");
    ArrayNode messages = input.putArray("messages");
    for (int i = 0; i < 100_000; i++) {
      messages.addObject().put("x" + i, i);
    }

    assertThat(CHAT.validator().validate(input)).hasSize(SchemaValidator.VIOLATIONS_MAX);
    assertThat(new SchemaValidator(CHAT.inputSchema()).errors(input))
        .hasSize(SchemaValidator.VIOLATIONS_MAX);
  }

  @Test
  void violationsOfAllBranchesTogetherAreBounded() {
    ObjectNode input = json("{'model':'m'}");
    ArrayNode texts = input.putArray("input");
    for (int i = 0; i < 100; i++) {
      texts.addObject();
    }

    assertThat(EMBEDDINGS.validator().validate(input)).hasSize(SchemaValidator.VIOLATIONS_MAX);
  }

  @Test
  @Timeout(20)
  void hugeNumbersCostNothing() {
    ObjectNode input = json("{'model':'m','input':'x'}");
    input.put("dimensions", new BigDecimal("1e999999999"));

    assertThat(EMBEDDINGS.validator().validate(input)).isNotEmpty();
  }

  @Test
  void textThatIsNotUnicodeIsRefused() {
    ObjectNode input = json("{'model':'m'}").put("input", "a\ud83d");

    assertThat(EMBEDDINGS.validator().validate(input))
        .containsExactly(new Violation("/input", "is not Unicode: half of a surrogate pair"));
  }

  @Test
  void patternsRunInLinearTime() {
    ObjectNode schema =
        json("{'type':'object','properties':{'a':{'type':'string','pattern':'^(a+)+$'}}}");
    InputValidator validator = new SchemaValidator(schema);
    ObjectNode input = json("{}").put("a", "a".repeat(50_000) + "!");

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> validator.validate(input)))
        .hasSize(1);
  }

  @Test
  void lineBreakDoesNotPassAnAnchor() {
    Operation message = CATALOG.resolve("twilio", "get_message");
    ObjectNode input = json("{}").put("message_sid", "SM0123456789abcdef0123456789abcdef\n");

    assertThat(message.validator().validate(input)).isNotEmpty();
  }

  private static GatewayException refused(Operation operation, String input) {
    return catchThrowableOfType(GatewayException.class, () -> operation.check(json(input)));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}
