package org.toolroute.gateway.secret.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.toolroute.gateway.secret.SecretSetupException;
import org.toolroute.gateway.shared.Secret;

/** A way to a token. */
sealed interface VaultLogin permits AppRoleLogin, VaultLogin.TokenFile, VaultLogin.FixedToken {
  /**
   * A token that was not handed out before; empty when there is no new one.
   *
   * @throws VaultFailure when Vault could not be asked or refused
   * @throws SecretSetupException when what the operator provided cannot be used
   */
  Optional<Secret> freshToken() throws VaultFailure;

  /** Whether the tokens are the gateway's own, to be revoked when it stops. */
  boolean ownsTokens();

  /** What the operator has to do when there is no new token. */
  String remedy();

  /** The login that {@code settings} ask for. */
  static VaultLogin of(VaultSettings settings, VaultClient anonymous) {
    int ways =
        (settings.roleId() != null || settings.wrappedSecretIdFile() != null ? 1 : 0)
            + (settings.tokenFile() != null ? 1 : 0)
            + (settings.token() != null ? 1 : 0);
    if (ways != 1) {
      throw new SecretSetupException(
          "Set exactly one way to log in to Vault: toolroute.vault.role-id with"
              + " toolroute.vault.wrapped-secret-id-file, or toolroute.vault.token-file, or"
              + " toolroute.vault.token.");
    }
    if (settings.token() != null) {
      return new FixedToken(Secret.of(settings.token().strip()));
    }
    if (settings.tokenFile() != null) {
      return new TokenFile(settings.tokenFile());
    }
    if (settings.roleId() == null || settings.wrappedSecretIdFile() == null) {
      throw new SecretSetupException(
          "An AppRole login needs both toolroute.vault.role-id and"
              + " toolroute.vault.wrapped-secret-id-file.");
    }
    return new AppRoleLogin(
        anonymous, settings.role(), settings.roleId(), settings.wrappedSecretIdFile());
  }

  /** Reads one line; the file's content is a secret. */
  static Secret readLine(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()
          || text.length() > 4096
          || text.chars().anyMatch(Character::isWhitespace)) {
        throw new SecretSetupException(
            "The file " + file + " must hold one token and nothing else. Write it again.");
      }
      return Secret.of(text);
    } catch (IOException e) {
      throw new SecretSetupException(
          "The file " + file + " cannot be read. Put a fresh token there, readable for this user.",
          e);
    }
  }

  /** A file that somebody else, for example a Vault Agent, keeps up to date. */
  final class TokenFile implements VaultLogin {
    private final Path file;
    private Optional<Secret> last = Optional.empty();

    TokenFile(Path file) {
      this.file = file;
    }

    @Override
    public Optional<Secret> freshToken() {
      Secret token = readLine(file);
      if (last.filter(token::equals).isPresent()) {
        return Optional.empty();
      }
      last = Optional.of(token);
      return last;
    }

    @Override
    public boolean ownsTokens() {
      return false;
    }

    @Override
    public String remedy() {
      return "Write a valid token to " + file + ".";
    }
  }

  /** A token from the settings. */
  final class FixedToken implements VaultLogin {
    private final Secret token;
    private boolean used;

    FixedToken(Secret token) {
      this.token = token;
    }

    @Override
    public Optional<Secret> freshToken() {
      boolean first = !used;
      used = true;
      return first ? Optional.of(token) : Optional.empty();
    }

    @Override
    public boolean ownsTokens() {
      return false;
    }

    @Override
    public String remedy() {
      return "Set a valid toolroute.vault.token and start again.";
    }
  }
}
