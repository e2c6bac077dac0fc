package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * Rows as they are stored, made by an independent implementation (Python's {@code cryptography}).
 * If this test fails, stored keys would no longer open: add a new format beside the old one.
 */
class StoredFormatTest {
  private static final SealingContext CONTEXT =
      new SealingContext(
          "acct_0192f0c8a7b57c3d8e9f0a1b2c3d4e5f",
          "live",
          "openai",
          "byok_0192f0c8a7b57c3d8e9f0a1b2c3d4e60",
          3);
  private static final MasterKeys KEYS = new MasterKeys(7, Map.of(7, masterKey()));

  @Test
  void storedRowStillOpens() {
    SealedSecret stored =
        new SealedSecret(
            "local:v7:AAECAwQFBgcICQoLMg8A6fvAWIz3DXHsbj6y1zJcH9lV3rB4Mga/mHlQ0bw/U22/zct0uTB1jMSl1tqH",
            Base64.getDecoder().decode("ZGVmZ2hpamtsbW5v"),
            Base64.getDecoder().decode("xgajo63enuC6l2Oqp37zAKzwbarASEtHTtW1YAC5vX0aeg=="));

    Secret opened = TestEnvelope.over(new LocalKeyFile(KEYS)).open(CONTEXT, stored);

    assertThat(opened.reveal(SecretAccess.UPSTREAM_REQUEST)).isEqualTo("sk-proj-für-immer");
  }

  @Test
  void storedCheckValueStillMatches() {
    assertThat(HexFormat.of().formatHex(KEYS.checkValue(7).orElseThrow()))
        .isEqualTo("ad8d9d1c56c7949121df916d25873f6b");
  }

  private static byte[] masterKey() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }
}
