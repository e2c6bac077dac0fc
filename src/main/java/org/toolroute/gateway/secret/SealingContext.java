package org.toolroute.gateway.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What a sealed secret is bound to. Its ciphertext opens under exactly these values and no others,
 * so a row that is moved to another account, environment, provider, id or version does not open.
 *
 * @param owner the account, or {@code _gateway} for the gateway's own keys; also the derivation
 *     context of the wrapping key
 * @param id the registration
 * @param version counts from 1
 */
public record SealingContext(
    String owner, String environment, String provider, String id, int version) {
  private static final String FORMAT = "byok/1";

  public SealingContext {
    requireNonNull(owner, "owner");
    requireNonNull(environment, "environment");
    requireNonNull(provider, "provider");
    requireNonNull(id, "id");
    if (version < 1) {
      throw new IllegalArgumentException("versions count from 1");
    }
  }

  /**
   * The additional authenticated data: every value with its length in front, so that no two
   * contexts share an encoding.
   */
  byte[] associatedData() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(160);
    for (String part :
        new String[] {FORMAT, owner, environment, provider, id, Integer.toString(version)}) {
      byte[] bytes = part.getBytes(UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }
}
