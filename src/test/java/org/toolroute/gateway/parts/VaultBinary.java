package org.toolroute.gateway.parts;

import java.util.Optional;

/**
 * The program {@code bao} or {@code vault}: what {@code TOOLROUTE_TEST_VAULT_BIN} names, else the
 * first on the path; {@code .ci/requirements.txt} installs one. It is a {@link Part}.
 */
public final class VaultBinary {
  private VaultBinary() {}

  /** The path of the binary. */
  public static String find() {
    return Optional.ofNullable(System.getenv("TOOLROUTE_TEST_VAULT_BIN"))
        .or(() -> Part.onPath("bao"))
        .or(() -> Part.onPath("vault"))
        .orElseThrow(VaultBinary::missing);
  }

  private static RuntimeException missing() {
    return Part.missing(
        "no OpenBao or Vault binary. Run pip install --require-hashes -r .ci/requirements.txt, or"
            + " set TOOLROUTE_TEST_VAULT_BIN.");
  }
}
