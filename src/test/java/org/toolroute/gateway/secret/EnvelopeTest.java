package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

class EnvelopeTest {
  private static final String KEY = "sk-canary-5f1e2d3c4b5a69788796a5b4c3d2e1f0";
  private static final SealingContext CONTEXT =
      new SealingContext("acct_1", "live", "openai", "byok_1", 3);

  private final KeyEnvelope envelope = TestEnvelope.create();
  private final CapturedLogs logs = CapturedLogs.start();

  @AfterEach
  void releaseLogs() {
    logs.close();
  }

  @Test
  void opensUnderTheContextItWasSealedUnder() {
    // Given
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

    // When
    Secret opened = envelope.open(CONTEXT, sealed);

    // Then
    assertThat(opened.reveal(SecretAccess.UPSTREAM_REQUEST)).isEqualTo(KEY);
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    SealedSecret first = envelope.seal(CONTEXT, Secret.of(KEY));
    SealedSecret second = envelope.seal(CONTEXT, Secret.of(KEY));

    assertThat(first.iv()).hasSize(12).isNotEqualTo(second.iv());
    assertThat(first.ciphertext()).isNotEqualTo(second.ciphertext());
    assertThat(first.wrappedKey()).isNotEqualTo(second.wrappedKey());
  }

  @ParameterizedTest
  @MethodSource
  void ciphertextMovedElsewhereDoesNotOpen(SealingContext elsewhere) {
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

    assertUnreadable(elsewhere, sealed);
  }

  static Stream<SealingContext> ciphertextMovedElsewhereDoesNotOpen() {
    return Stream.of(
        new SealingContext("acct_2", "live", "openai", "byok_1", 3),
        new SealingContext("acct_1", "test", "openai", "byok_1", 3),
        new SealingContext("acct_1", "live", "stripe", "byok_1", 3),
        new SealingContext("acct_1", "live", "openai", "byok_2", 3),
        new SealingContext("acct_1", "live", "openai", "byok_1", 4),
        new SealingContext("acct_1live", "", "openai", "byok_1", 3),
        new SealingContext("acct_1", "liv", "eopenai", "byok_1", 3));
  }

  @Test
  void ciphertextMovedToTheSameOwnersOtherRowDoesNotOpenWithItsWrappedKey() {
    // Given two rows of one account, whose data keys the same owner may unwrap
    SealedSecret first = envelope.seal(CONTEXT, Secret.of(KEY));
    SealedSecret second = envelope.seal(CONTEXT, Secret.of("another key altogether"));

    // When parts of one are put into the other
    assertUnreadable(
        CONTEXT, new SealedSecret(first.wrappedKey(), second.iv(), second.ciphertext()));
    assertUnreadable(
        CONTEXT, new SealedSecret(first.wrappedKey(), second.iv(), first.ciphertext()));
  }

  @Test
  void everyFlippedBitOfIvAndCiphertextIsDetected() {
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

    for (int bit = 0; bit < sealed.iv().length * 8; bit++) {
      assertUnreadable(
          CONTEXT,
          new SealedSecret(sealed.wrappedKey(), flipped(sealed.iv(), bit), sealed.ciphertext()));
    }
    for (int bit = 0; bit < sealed.ciphertext().length * 8; bit++) {
      assertUnreadable(
          CONTEXT,
          new SealedSecret(sealed.wrappedKey(), sealed.iv(), flipped(sealed.ciphertext(), bit)));
    }
  }

  @Test
  void everyChangedCharacterOfTheWrappedKeyIsDetected() {
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));
    String wrapped = sealed.wrappedKey();

    for (int at = "local:".length(); at < wrapped.length(); at++) {
      char other = wrapped.charAt(at) == 'A' ? 'B' : 'A';
      String changed = wrapped.substring(0, at) + other + wrapped.substring(at + 1);
      assertUnreadable(CONTEXT, new SealedSecret(changed, sealed.iv(), sealed.ciphertext()));
    }
  }

  @Test
  void cutShortCiphertextIsDetected() {
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

    for (int length = 0; length < sealed.ciphertext().length; length++) {
      byte[] cut = Arrays.copyOf(sealed.ciphertext(), length);
      assertUnreadable(CONTEXT, new SealedSecret(sealed.wrappedKey(), sealed.iv(), cut));
    }
    assertUnreadable(
        CONTEXT, new SealedSecret(sealed.wrappedKey(), new byte[0], sealed.ciphertext()));
  }

  @Test
  void keyWrappedByAnUnknownKeeperIsUnavailableNotUnreadable() {
    SealedSecret sealed = new SealedSecret("vault:v1:AAAA", new byte[12], new byte[32]);

    assertThatThrownBy(() -> envelope.open(CONTEXT, sealed))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE));
  }

  @Test
  void sealedSecretHoldsNoPlaintext() {
    SealedSecret sealed = envelope.seal(CONTEXT, Secret.of(KEY));

    String latin = new String(sealed.ciphertext(), StandardCharsets.ISO_8859_1);
    assertThat(latin).doesNotContain(KEY.substring(0, 8));
    assertThat(sealed.toString()).doesNotContain(sealed.wrappedKey());
  }

  private void assertUnreadable(SealingContext context, SealedSecret sealed) {
    assertThatThrownBy(() -> envelope.open(context, sealed))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.BYOK_KEY_UNREADABLE));
    assertThat(logs.text()).contains("ERROR", context.id()).doesNotContain(KEY);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << (bit % 8));
    return copy;
  }
}
