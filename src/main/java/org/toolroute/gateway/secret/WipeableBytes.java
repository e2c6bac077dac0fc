package org.toolroute.gateway.secret;

import java.util.Arrays;
import java.util.Optional;

/** Secret bytes that are overwritten at some time, possibly while others want a copy. */
final class WipeableBytes {
  private final String binding;
  private final byte[] bytes;
  private boolean wiped;

  /** Takes {@code bytes} over. */
  WipeableBytes(String binding, byte[] bytes) {
    this.binding = binding;
    this.bytes = bytes;
  }

  /** A copy, or empty when the bytes are wiped or were meant for something else. */
  synchronized Optional<byte[]> copyFor(String wanted) {
    return wiped || !binding.equals(wanted) ? Optional.empty() : Optional.of(bytes.clone());
  }

  synchronized void wipe() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }
}
