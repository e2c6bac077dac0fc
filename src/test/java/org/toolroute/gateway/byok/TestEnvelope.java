package org.toolroute.gateway.byok;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.toolroute.gateway.secret.KeyEnvelope;
import org.toolroute.gateway.secret.SealedSecret;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** AES-256-GCM under a wrapping key in memory, which all test nodes share. */
final class TestEnvelope implements KeyEnvelope {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] WRAPPING_KEY = random(32);

  final List<String> forgotten = new CopyOnWriteArrayList<>();
  final AtomicInteger forgottenAll = new AtomicInteger();
  volatile boolean sealedOff;

  @Override
  public SealedSecret seal(SealingContext context, Secret secret) {
    requireReachable();
    byte[] dataKey = random(32);
    byte[] iv = random(12);
    byte[] wrapIv = random(12);
    byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, WRAPPING_KEY, wrapIv, context.owner(), dataKey);
    return new SealedSecret(
        "test:v1:" + encode(wrapIv) + ":" + encode(wrapped),
        iv,
        crypt(
            Cipher.ENCRYPT_MODE,
            dataKey,
            iv,
            context.toString(),
            secret.revealBytes(SecretAccess.SEALING)));
  }

  @Override
  public Secret open(SealingContext context, SealedSecret sealed) {
    requireReachable();
    String[] wrapped = sealed.wrappedKey().split(":");
    byte[] dataKey =
        crypt(
            Cipher.DECRYPT_MODE,
            WRAPPING_KEY,
            decode(wrapped[2]),
            context.owner(),
            decode(wrapped[3]));
    return Secret.takeOwnershipOf(
        crypt(Cipher.DECRYPT_MODE, dataKey, sealed.iv(), context.toString(), sealed.ciphertext()));
  }

  @Override
  public void forget(String id) {
    forgotten.add(id);
  }

  @Override
  public void forgetAll() {
    forgottenAll.incrementAndGet();
  }

  private void requireReachable() {
    if (sealedOff) {
      throw new GatewayException(ErrorCode.SECRETS_UNAVAILABLE, "sealed off");
    }
  }

  private static byte[] crypt(int mode, byte[] key, byte[] iv, String bound, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new GatewayException(ErrorCode.BYOK_KEY_UNREADABLE, "The key cannot be read.");
    }
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }
}
