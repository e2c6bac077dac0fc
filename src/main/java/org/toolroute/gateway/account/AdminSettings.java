package org.toolroute.gateway.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The operator's own admin token, if there is one; else the gateway makes one.
 *
 * @param token itself, for example from the variable {@code TOOLROUTE_ADMIN_TOKEN}
 * @param tokenFile a file that holds it, for example one that an orchestrator mounts
 */
@ConfigurationProperties("toolroute.admin")
public record AdminSettings(@Nullable Secret token, @Nullable Path tokenFile) {
  static final int TOKEN_LENGTH_MIN = 24;
  static final int TOKEN_LENGTH_MAX = 1024;

  /** A word that is repeated to fill the length has fewer. */
  private static final int DIFFERENT_CHARACTERS_MIN = 8;

  /**
   * The token that the operator gave.
   *
   * @throws IllegalStateException with a sentence for the operator when it cannot be used
   */
  Optional<Secret> givenToken() {
    if (token != null && tokenFile != null) {
      throw new IllegalStateException(
          "Set toolroute.admin.token or toolroute.admin.token-file, not both.");
    }
    if (token != null) {
      return Optional.of(checked(token, "toolroute.admin.token"));
    }
    return tokenFile == null ? Optional.empty() : Optional.of(read(tokenFile));
  }

  private static Secret read(Path file) {
    try {
      if (Files.size(file) > TOKEN_LENGTH_MAX + 2) {
        throw unusable("The file of toolroute.admin.token-file", "is longer than a token can be");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return checked(Secret.of(text), "The file of toolroute.admin.token-file");
    } catch (IOException e) {
      throw new IllegalStateException(
          "The file of toolroute.admin.token-file cannot be read: " + file, e);
    }
  }

  private static Secret checked(Secret token, String source) {
    String text = token.reveal(SecretAccess.AUTHENTICATION);
    if (text.length() < TOKEN_LENGTH_MIN || text.length() > TOKEN_LENGTH_MAX) {
      throw unusable(source, "has " + text.length() + " characters");
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw unusable(source, "has white space or characters that are not ASCII");
    }
    if (text.chars().distinct().count() < DIFFERENT_CHARACTERS_MIN) {
      throw unusable(source, "repeats a few characters and is easily guessed");
    }
    return token;
  }

  private static IllegalStateException unusable(String source, String why) {
    return new IllegalStateException(
        "%s %s. An admin token has %d to %d random characters; make one with: openssl rand -hex 32"
            .formatted(source, why, TOKEN_LENGTH_MIN, TOKEN_LENGTH_MAX));
  }
}
