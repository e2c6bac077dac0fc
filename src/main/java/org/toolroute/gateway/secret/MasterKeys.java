package org.toolroute.gateway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 256-bit master keys of the local key file, from which the wrapping key of each owner is
 * derived by HKDF-SHA256 (RFC 5869). New data keys are wrapped under the primary one.
 */
final class MasterKeys {
  static final int LENGTH = 32;

  private static final String OWNER_INFO = "toolroute/byok/1\n";
  private static final String CHECK_INFO = "toolroute/key-check/1";

  private final int primary;
  private final Map<Integer, byte[]> keys;

  /**
   * @param keys by id; every one has 32 bytes, and {@code primary} is among them
   */
  MasterKeys(int primary, Map<Integer, byte[]> keys) {
    if (!keys.containsKey(primary)
        || keys.entrySet().stream()
            .anyMatch(key -> key.getKey() < 1 || key.getValue().length != LENGTH)) {
      throw new IllegalArgumentException("not a set of master keys");
    }
    this.primary = primary;
    this.keys = new TreeMap<>(keys);
  }

  int primary() {
    return primary;
  }

  Set<Integer> ids() {
    return keys.keySet();
  }

  /**
   * The wrapping key of {@code owner}, for the caller to wipe; empty when there is no key {@code
   * id}.
   */
  Optional<byte[]> wrappingKey(int id, String owner) {
    return derive(id, OWNER_INFO + owner, LENGTH);
  }

  /** 16 bytes that tell key {@code id} from any other without revealing it. */
  Optional<byte[]> checkValue(int id) {
    return derive(id, CHECK_INFO, 16);
  }

  private Optional<byte[]> derive(int id, String info, int length) {
    return Optional.ofNullable(keys.get(id)).map(key -> hkdf(key, info, length));
  }

  private static byte[] hkdf(byte[] key, String info, int length) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(key, "HKDF"))
                  .thenExpand(info.getBytes(UTF_8), length));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is missing in this JDK", e);
    }
  }
}
