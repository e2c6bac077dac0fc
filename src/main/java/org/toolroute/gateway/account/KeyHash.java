package org.toolroute.gateway.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The SHA-256 of a gateway key or an admin token. These have 160 random bits and more, so a plain
 * hash cannot be turned back. Compares in constant time.
 */
final class KeyHash {
  private static final byte[] STAND_IN =
      "a text that is no key".getBytes(StandardCharsets.US_ASCII);

  private final byte[] sha256;

  private KeyHash(byte[] sha256) {
    this.sha256 = sha256;
  }

  static KeyHash of(Secret secret) {
    byte[] text = secret.revealBytes(SecretAccess.AUTHENTICATION);
    try {
      return new KeyHash(digest(text));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** A hash that no key has, for work that must take as long as with one. */
  static KeyHash ofNone() {
    return new KeyHash(digest(STAND_IN));
  }

  static KeyHash stored(byte[] sha256) {
    return new KeyHash(sha256.clone());
  }

  byte[] bytes() {
    return sha256.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && MessageDigest.isEqual(sha256, hash.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return "[hash]";
  }

  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
