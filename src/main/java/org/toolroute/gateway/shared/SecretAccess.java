package org.toolroute.gateway.shared;

/**
 * What a caller shows to read a {@link Secret}. Each constant names one purpose; the classes that
 * use one are listed in an architecture test, so a new reader cannot slip in.
 */
public enum SecretAccess {
  /** To put a provider key on the upstream request. */
  UPSTREAM_REQUEST,
  /** To find the key in an upstream answer before it leaves. */
  LEAK_SCAN,
  /** To encrypt a key before it is stored. */
  SEALING,
  /** To hash a gateway key or an admin token for comparison. */
  AUTHENTICATION,
  /** To check the form of a key that somebody registers. */
  FORM_CHECK,
  /** To show a new gateway key to its owner, once. */
  SHOW_ONCE,
  /** To talk to Vault. */
  VAULT_REQUEST,
  /** To open a connection to the database. */
  DATABASE_LOGIN;

  void check() {
    // The constant is the whole proof; the method exists so that null is refused.
  }
}
