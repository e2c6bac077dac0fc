package org.toolroute.gateway.provider.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.shared.Secret;

class LeakScanTest {
  private static final String KEY = "sk-proj/Canary+0123456789==";

  static Stream<String> formsOfTheKey() {
    byte[] key = KEY.getBytes(UTF_8);
    return Stream.of(
        KEY,
        KEY.replace("/", "\\/"),
        KEY.replace("/", "\\\\\\/"),
        KEY.replace("+", "\\u002b").replace("=", "\\u003D"),
        KEY.replace("s", "\\\\u0073"),
        KEY.replace("s", "%73"),
        URLEncoder.encode(KEY, UTF_8).replace("%2F", "%2f"),
        URLEncoder.encode(URLEncoder.encode(KEY, UTF_8), UTF_8),
        Base64.getEncoder().encodeToString(key).replace("=", "%3D"),
        new String(KEY.getBytes(UTF_16LE), ISO_8859_1),
        new String(KEY.getBytes(UTF_16BE), ISO_8859_1),
        URLEncoder.encode(KEY, UTF_8),
        HexFormat.of().formatHex(key),
        HexFormat.of().withUpperCase().formatHex(key),
        Base64.getEncoder().encodeToString(key),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key),
        Base64.getEncoder().encodeToString(("a:" + KEY).getBytes(UTF_8)),
        Base64.getEncoder().encodeToString(("AC0:" + KEY + "\n").getBytes(UTF_8)),
        Base64.getEncoder().encodeToString(("user:" + KEY + "tail").getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("formsOfTheKey")
  void redactsEveryFormAndKeepsTheRest(String form) {
    // Given
    String body = "{\"before\":1,\"echo\":\"" + form + "\",\"again\":\"" + form + "\",\"after\":2}";
    // When
    String clean = redact(body);
    // Then
    assertThat(clean)
        .startsWith("{\"before\":1,\"echo\":\"")
        .endsWith("\",\"after\":2}")
        .contains("[redacted]")
        .doesNotContain(KEY)
        .doesNotContain(form);
  }

  @Test
  void leavesAnAnswerWithoutTheKeyAsItIs() {
    byte[] body = "{\"a\":\"\u00fc\u4e2d\"}".getBytes(UTF_8);
    assertThat(LeakScan.of(List.of(Secret.of(KEY))).redact(body)).isEmpty();
  }

  @Test
  void keepsEveryEscapeAroundTheKey() {
    assertThat(redact("\\\\\"\\/%41\\u0041 " + KEY.replace("+", "%2B") + "\\u00fc%C3%BC\\n\\\\"))
        .isEqualTo("\\\\\"\\/%41\\u0041 [redacted]\\u00fc%C3%BC\\n\\\\");
  }

  @Test
  void doesNotLookForKeysThatMatchByChance() {
    String shortKey = "a".repeat(KeyForms.LENGTH_MIN - 1);
    byte[] body = shortKey.getBytes(UTF_8);
    assertThat(LeakScan.of(List.of(Secret.of(shortKey))).redact(body)).isEmpty();
  }

  @Test
  void looksForKeysOfTheShortestLengthThatCounts() {
    String key = "a".repeat(KeyForms.LENGTH_MIN);
    assertThat(LeakScan.of(List.of(Secret.of(key))).redact(key.getBytes(UTF_8)))
        .hasValueSatisfying(clean -> assertThat(clean).asString(UTF_8).isEqualTo("[redacted]"));
  }

  private static String redact(String body) {
    return new String(
        LeakScan.of(List.of(Secret.of(KEY))).redact(body.getBytes(UTF_8)).orElseThrow(), UTF_8);
  }
}
