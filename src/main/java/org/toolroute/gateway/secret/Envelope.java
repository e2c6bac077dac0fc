package org.toolroute.gateway.secret;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * Envelope encryption with a data key for each secret: AES-256-GCM under a fresh 256-bit key and a
 * random IV, bound to the {@link SealingContext}; the data key is wrapped by a {@link KeyWrapper}.
 * Unwrapped data keys may be kept for a short time, decrypted secrets never.
 */
final class Envelope implements KeyEnvelope {
  private static final Logger LOG = LoggerFactory.getLogger(Envelope.class);

  private final KeyWrappers wrappers;
  private final SecretBytesCache dataKeys;

  Envelope(KeyWrappers wrappers, SecretBytesCache dataKeys) {
    this.wrappers = wrappers;
    this.dataKeys = dataKeys;
  }

  @Override
  public SealedSecret seal(SealingContext context, Secret secret) {
    byte[] iv = AesGcm.randomBytes(AesGcm.IV_LENGTH);
    byte[] plaintext = secret.revealBytes(SecretAccess.SEALING);
    try (DataKey dataKey = wrappers.primary().newDataKey(context.owner())) {
      byte[] ciphertext = AesGcm.encrypt(dataKey.clear(), iv, context.associatedData(), plaintext);
      return new SealedSecret(dataKey.wrapped(), iv, ciphertext);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  @Override
  public Secret open(SealingContext context, SealedSecret sealed) {
    String wrapped = sealed.wrappedKey();
    byte[] dataKey =
        dataKeys.copy(
            context.id(),
            context.owner() + '\n' + wrapped,
            () -> wrappers.unwrap(context.owner(), wrapped).orElseThrow(() -> unreadable(context)));
    try {
      return AesGcm.decrypt(dataKey, sealed.iv(), context.associatedData(), sealed.ciphertext())
          .map(Secret::takeOwnershipOf)
          .orElseThrow(() -> unreadable(context));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  @Override
  public void forget(String id) {
    dataKeys.forget(id);
  }

  @Override
  public void forgetAll() {
    dataKeys.forgetAll();
  }

  private static GatewayException unreadable(SealingContext context) {
    LOG.atError()
        .addKeyValue("owner", context.owner())
        .addKeyValue("id", context.id())
        .log("a stored key fails authentication");
    return new GatewayException(
        ErrorCode.BYOK_KEY_UNREADABLE,
        "The stored key cannot be decrypted. Register it again; the operator has been alarmed.");
  }
}
