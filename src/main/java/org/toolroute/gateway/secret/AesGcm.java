package org.toolroute.gateway.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with 96-bit IVs and 128-bit tags (NIST SP 800-38D), as the JDK provides it. */
final class AesGcm {
  static final int IV_LENGTH = 12;
  static final int TAG_LENGTH = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private AesGcm() {}

  static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** The ciphertext followed by its tag. */
  static byte[] encrypt(byte[] key, byte[] iv, byte[] associatedData, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, iv, associatedData).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing in this JDK", e);
    }
  }

  /** The plaintext, or empty when any input is not what it was when encrypting. */
  static Optional<byte[]> decrypt(byte[] key, byte[] iv, byte[] associatedData, byte[] ciphertext) {
    if (iv.length != IV_LENGTH || ciphertext.length < TAG_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, iv, associatedData).doFinal(ciphertext));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing in this JDK", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] iv, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_LENGTH * 8, iv));
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
