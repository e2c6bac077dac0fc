package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A {@code requestState} that a client cannot change. */
final class SignedState {
  private final byte[] key = new byte[32];

  SignedState() {
    new SecureRandom().nextBytes(key);
  }

  String sign(String state) {
    return state + "." + HexFormat.of().formatHex(mac(state));
  }

  /** The state that was signed. */
  String open(String signed) {
    int dot = signed.indexOf('.');
    String state = signed.substring(0, Math.max(dot, 0));
    byte[] expected = (state + "." + HexFormat.of().formatHex(mac(state))).getBytes(UTF_8);
    if (!MessageDigest.isEqual(expected, signed.getBytes(UTF_8))) {
      throw McpError.invalidParams("requestState is not one of this server's", null);
    }
    return state;
  }

  private byte[] mac(String state) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(state.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
