package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.KeyPart.Role;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class KeyFormTest {
  private static final Catalog CATALOG = TestCatalog.shipped();
  private static final KeyForm TWILIO = CATALOG.resolveProvider("twilio").key();
  private static final KeyForm OPENAI = CATALOG.resolveProvider("openai").key();

  @ParameterizedTest
  @ValueSource(strings = {"sk-proj-abc", "sk-svcacct-x", "brand-new-prefix:with:colons", "x"})
  void unknownPrefixesAreAccepted(String key) {
    assertThatCode(() -> OPENAI.check(Secret.of(key))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',                    empty
          'sk-a b',              printable ASCII
          'sk-ä',                printable ASCII
          sk-ant-api03-zzz9,     a key of Anthropic
          tr_live_0123456789,    a key of the gateway itself
          """)
  void unusableKeysAreRefusedAndNotRepeated(String key, String reason) {
    GatewayException refused = refused(OPENAI, key);

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_KEY_FORMAT);
    assertThat(refused.message()).contains(reason);
    if (!key.isEmpty()) {
      assertThat(refused.message() + refused.details()).doesNotContain(key);
    }
  }

  @Test
  void keyHasALimit() {
    assertThatCode(() -> OPENAI.check(Secret.of("k".repeat(4096)))).doesNotThrowAnyException();
    assertThat(refused(OPENAI, "k".repeat(4097)).message()).contains("longer than 4096");
    assertThat(refused(OPENAI, "sk\r\nHost: evil").message()).contains("printable");
  }

  @Test
  void twilioKeyNeedsItsParts() {
    assertThat(refused(TWILIO, "justonepart").message()).contains("parts", "AccountSid:AuthToken");
    assertThat(refused(TWILIO, "AC1:").message()).contains("parts");
    assertThat(refused(TWILIO, ":token").message()).contains("parts");
    assertThat(refused(TWILIO, "SK0123456789abcdef0123456789abcdef:secret").message())
        .contains("lacks the account SID");
  }

  @Test
  void twilioAuthTokenIsTakenApart() {
    try (KeyParts parts = TWILIO.split(Secret.of("AC1:token"), SecretAccess.UPSTREAM_REQUEST)) {
      assertThat(parts.find(Role.USERNAME)).contains(Secret.of("AC1"));
      assertThat(parts.find(Role.PASSWORD)).contains(Secret.of("token"));
      assertThat(parts.open()).containsOnly(Map.entry("account_sid", "AC1"));
      assertThat(parts.secrets()).containsExactly(Secret.of("token"));
      assertThat(parts.toString()).doesNotContain("token\"").contains("[redacted]");
    }
  }

  @Test
  void twilioApiKeyIsTakenApart() {
    try (KeyParts parts =
        TWILIO.split(Secret.of("AC1:SK2:hidden"), SecretAccess.UPSTREAM_REQUEST)) {
      assertThat(parts.find(Role.USERNAME)).contains(Secret.of("SK2"));
      assertThat(parts.find(Role.PASSWORD)).contains(Secret.of("hidden"));
      assertThat(parts.open()).containsEntry("account_sid", "AC1");
    }
  }

  private static GatewayException refused(KeyForm form, String key) {
    return catchThrowableOfType(GatewayException.class, () -> form.check(Secret.of(key)));
  }
}
