package org.toolroute.gateway.secret;

/**
 * A secret encrypted under a data key of its own, with that data key wrapped.
 *
 * @param wrappedKey the wrapped data key; its prefix says who can unwrap it ({@code vault:v1:…},
 *     {@code local:v1:…})
 * @param iv 12 random bytes
 * @param ciphertext AES-256-GCM ciphertext with its 128-bit tag
 */
@SuppressWarnings("ArrayRecordComponent") // stored and read as bytea; never compared
public record SealedSecret(String wrappedKey, byte[] iv, byte[] ciphertext) {

  @Override
  public String toString() {
    return "SealedSecret[" + ciphertext.length + " bytes]";
  }
}
