package org.toolroute.gateway.account;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The form of gateway keys: {@code tr_live_} or {@code tr_test_} and 40 hexadecimal digits. */
final class KeyForm {
  /** Characters of a key that are kept readable: the start and 8 of its 40 digits. */
  static final int PREFIX_LENGTH = 16;

  private static final int RANDOM_BYTES = 20;
  private static final int LENGTH = 48;
  private static final Pattern FORM = Pattern.compile("tr_(live|test)_[0-9a-f]{40}");

  private final SecureRandom random = new SecureRandom();

  /** A new key. */
  Secret generate(Environment environment) {
    byte[] digits = new byte[RANDOM_BYTES];
    random.nextBytes(digits);
    return Secret.of("tr_" + environment.wireName() + "_" + HexFormat.of().formatHex(digits));
  }

  /** Whether {@code key} has the form; one that is too long is not even read. */
  static boolean matches(Secret key) {
    return key.length() == LENGTH
        && FORM.matcher(key.reveal(SecretAccess.AUTHENTICATION)).matches();
  }

  /** What may be kept and shown of a key. */
  static String prefixOf(Secret key) {
    return key.reveal(SecretAccess.AUTHENTICATION).substring(0, PREFIX_LENGTH);
  }
}
