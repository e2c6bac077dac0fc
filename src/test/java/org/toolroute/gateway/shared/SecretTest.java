package org.toolroute.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SecretTest {
  private static final String TEXT = "sk-proj-canary-0123456789";

  @Test
  void printsAsRedacted() {
    assertThat(Secret.of(TEXT)).hasToString("[redacted]");
  }

  @Test
  void hasNoSerialForm() {
    assertThatThrownBy(() ->
            new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(Secret.of(TEXT)))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void jsonNeverHoldsIt() {
    // Given
    record Holder(Secret key) {}
    // When
    JsonNode json = null;
    try {
      json = StrictJson.MAPPER.valueToTree(new Holder(Secret.of(TEXT)));
    } catch (RuntimeException refused) {
      assertThat(refused).hasMessageNotContaining(TEXT);
    }
    // Then
    assertThat(String.valueOf(json)).doesNotContain(TEXT);
  }

  @Test
  void cannotBeReadAfterItWasWiped() {
    // Given
    Secret secret = Secret.of(TEXT);
    // When
    secret.close();
    // Then
    assertThatThrownBy(() -> secret.reveal(SecretAccess.UPSTREAM_REQUEST))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void comparesByContent() {
    assertThat(Secret.of(TEXT)).isEqualTo(Secret.of(TEXT)).isNotEqualTo(Secret.of(TEXT + "x"));
  }
}
