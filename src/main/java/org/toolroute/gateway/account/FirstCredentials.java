package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * What makes a fresh installation usable: an account with a live and a test key, and an admin token
 * unless the operator gave one. Made once per database, whichever node comes first, and written to
 * one file; the database keeps hashes only.
 */
final class FirstCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(FirstCredentials.class);
  private static final int TOKEN_BYTES = 32;

  private final JdbcClient database;
  private final TransactionOperations transaction;
  private final InstantSource clock;
  private final Accounts accounts;
  private final GatewayKeys keys;
  private final Path directory;

  /**
   * @param home the gateway's own directory
   */
  FirstCredentials(
      JdbcClient database,
      TransactionOperations transaction,
      InstantSource clock,
      Accounts accounts,
      GatewayKeys keys,
      Path home) {
    this.database = requireNonNull(database, "database");
    this.transaction = requireNonNull(transaction, "transaction");
    this.clock = requireNonNull(clock, "clock");
    this.accounts = requireNonNull(accounts, "accounts");
    this.keys = requireNonNull(keys, "keys");
    this.directory = home.resolve("credentials");
  }

  /**
   * Makes what is missing and returns the door that the admin token opens.
   *
   * @throws IllegalStateException with a sentence for the operator when the given admin token
   *     cannot be used
   */
  AdminAuthentication prepare(AdminSettings settings) {
    Optional<KeyHash> given = settings.givenToken().map(KeyHash::of);
    KeyHash stored =
        requireNonNull(transaction.execute(_ -> prepareMissing(given)), "the admin token's hash");
    return new AdminAuthentication(given.orElse(stored));
  }

  /** Runs in a transaction that other nodes wait for; returns the hash that is in force. */
  private KeyHash prepareMissing(Optional<KeyHash> given) {
    Installation found = lockInstallation();
    boolean tokenMissing = given.isEmpty() && found.adminToken().isEmpty();
    StringBuilder lines = new StringBuilder();
    Optional<KeyHash> made = tokenMissing ? Optional.of(makeToken(lines)) : Optional.empty();
    if (!found.hasKeys()) {
      makeKeys(lines);
    }
    if (!lines.isEmpty()) {
      // Before the commit: a file without its rows is replaced at the next start, the reverse
      // would be keys that nobody ever saw.
      write(found.hasKeys() ? "admin-token.env" : "first-credentials.env", lines);
    }
    return given.or(() -> made).or(found::adminToken).orElseThrow();
  }

  private KeyHash makeToken(StringBuilder lines) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    try (Secret token = Secret.of("tr_admin_" + HexFormat.of().formatHex(random))) {
      KeyHash hash = KeyHash.of(token);
      database
          .sql("UPDATE installation SET admin_token_sha256 = :sha256")
          .param("sha256", hash.bytes())
          .update();
      append(lines, "TOOLROUTE_ADMIN_TOKEN", token);
      return hash;
    }
  }

  private void makeKeys(StringBuilder lines) {
    AccountId account = accounts.create("default").id();
    for (Environment environment : Environment.values()) {
      try (Secret key = keys.issue(account, NewKey.unlimited("first", environment)).secret()) {
        append(lines, "TOOLROUTE_" + environment.name() + "_KEY", key);
      }
    }
    database
        .sql("UPDATE installation SET first_keys_at = :now")
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private static void append(StringBuilder lines, String name, Secret value) {
    lines
        .append(name)
        .append('=')
        .append(value.reveal(SecretAccess.SHOW_ONCE))
        .append(System.lineSeparator());
  }

  private void write(String name, StringBuilder lines) {
    Path file = directory.resolve(name);
    try {
      CredentialFile.write(directory, name, lines.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("The first credentials cannot be written to " + file, e);
    }
    LOG.atInfo()
        .addKeyValue("file", file)
        .log("credentials made, keep them in a safe place and delete the file");
  }

  private Installation lockInstallation() {
    return database
        .sql("SELECT first_keys_at, admin_token_sha256 FROM installation FOR UPDATE")
        .query((row, _) ->
            new Installation(
                row.getTimestamp("first_keys_at") != null,
                Optional.ofNullable(row.getBytes("admin_token_sha256")).map(KeyHash::stored)))
        .single();
  }

  private record Installation(boolean hasKeys, Optional<KeyHash> adminToken) {}
}
