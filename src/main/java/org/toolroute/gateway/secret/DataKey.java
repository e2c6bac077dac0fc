package org.toolroute.gateway.secret;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * A fresh 256-bit data key, in clear and wrapped. Closing it overwrites the clear form.
 *
 * @param wrapped as in {@link SealedSecret#wrappedKey}
 */
@SuppressWarnings("ArrayRecordComponent") // the array is the point: it can be wiped
public record DataKey(byte[] clear, String wrapped) implements AutoCloseable {
  /** Length of a data key in bytes. */
  public static final int LENGTH = 32;

  public DataKey {
    requireNonNull(wrapped, "wrapped");
    if (clear.length != LENGTH) {
      throw new IllegalArgumentException("a data key has 256 bits");
    }
  }

  @Override
  public void close() {
    Arrays.fill(clear, (byte) 0);
  }

  @Override
  public String toString() {
    return "DataKey[redacted]";
  }
}
