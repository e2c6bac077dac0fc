package org.toolroute.gateway.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A confidential text: a provider key, a gateway key, a token. Prints as redacted, compares in
 * constant time, has no serial form, and is read in one way only: {@link #reveal(SecretAccess)},
 * whose callers a test lists. {@link #close()} overwrites the bytes; using it afterwards is an
 * error. The text that {@code reveal} returns cannot be wiped, only dropped.
 */
public final class Secret implements AutoCloseable {
  private final byte[] bytes;
  private volatile boolean closed;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Holds a copy of {@code text}. */
  public static Secret of(String text) {
    return new Secret(text.getBytes(UTF_8));
  }

  /** Takes {@code utf8} over; the caller must not use the array any more. */
  public static Secret takeOwnershipOf(byte[] utf8) {
    return new Secret(utf8);
  }

  /** The text. The argument makes every place that reads a secret findable. */
  public String reveal(SecretAccess access) {
    access.check();
    return new String(open(), UTF_8);
  }

  /** A copy of the UTF-8 bytes, for the caller to wipe. */
  public byte[] revealBytes(SecretAccess access) {
    access.check();
    return open().clone();
  }

  /** Length in bytes of the UTF-8 form. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  private byte[] open() {
    if (closed) {
      throw new IllegalStateException("the secret was wiped");
    }
    return bytes;
  }
}
