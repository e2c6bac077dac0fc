package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;

class KeyRulesTest {
  private final KeyRules rules = new KeyRules(new FewProviders(), new ByokNode.ScriptedKeyCheck());

  @ParameterizedTest
  @CsvSource({
    "openai, sk-proj-1",
    "openai, a-prefix-that-nobody-knows-yet",
    "openai, !\"#$%&()*+./:;<=>?@[]^_`{|}~",
    "stripe, sk_live_1",
    "twilio, AC1:token",
  })
  void usableKeyIsAccepted(String provider, String key) {
    assertThat(rules.check(ByokNode.plain(provider, key)).value()).isEqualTo(provider);
  }

  @Test
  void providerIsFoundUnderEitherSpelling() {
    assertThat(rules.check(ByokNode.plain("eleven-labs", "xi-1")).value()).isEqualTo("eleven_labs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "sk 1",
        "sk-1\n",
        "sk-1\r\nX-Evil: 1",
        "\tsk",
        "sk-\u0000",
        "sk-\u007f",
        "sk-ü",
        "sk-\uD83D\uDD11"
      })
  void keyThatNoHeaderCanCarryIsRefused(String key) {
    assertRefused("openai", key, ErrorCode.INVALID_KEY_FORMAT);
  }

  @Test
  void keyMayHave4096BytesAndNoMore() {
    assertThat(rules.check(ByokNode.plain("openai", "k".repeat(4096)))).isNotNull();
    assertRefused("openai", "k".repeat(4097), ErrorCode.INVALID_KEY_FORMAT);
    assertRefused("openai", "k".repeat(5_000_000), ErrorCode.INVALID_KEY_FORMAT);
  }

  @ParameterizedTest
  @CsvSource({
    "stripe, pk_live_canary, INVALID_KEY_FORMAT",
    "twilio, canary-without-second-part, INVALID_KEY_FORMAT",
    "context7, ctx-canary, INVALID_REQUEST",
    "nobody, sk-canary, UNKNOWN_TOOL",
    "sk-canary, sk-canary, UNKNOWN_TOOL",
    "OpenAI, sk-canary, UNKNOWN_TOOL",
    "openai; DROP TABLE byok_key, sk-canary, UNKNOWN_TOOL",
    "'', sk-canary, UNKNOWN_TOOL",
  })
  void keyThatCannotBeUsedIsRefused(String provider, String key, ErrorCode code) {
    assertRefused(provider, key, code);
  }

  @Test
  void providerTextIsBounded() {
    assertRefused("x".repeat(5_000_000), "sk-canary", ErrorCode.UNKNOWN_TOOL);
  }

  @Test
  void labelThatHoldsTheKeyIsRefused() {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                rules.check(
                    new NewRegistration(
                        "openai", Secret.of("sk-canary"), Optional.of("my sk-canary"), false)));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusal.message()).doesNotContain("sk-canary");
  }

  private void assertRefused(String provider, String key, ErrorCode code) {
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class, () -> rules.check(ByokNode.plain(provider, key)));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(refusal.message() + refusal.details()).doesNotContain("canary");
  }
}
