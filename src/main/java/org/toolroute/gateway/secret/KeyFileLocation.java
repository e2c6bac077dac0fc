package org.toolroute.gateway.secret;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Finds out where the local key file is, or is to be. */
final class KeyFileLocation {
  private static final String CREDENTIAL_NAME = "toolroute-kek";

  private KeyFileLocation() {}

  /** The first place that is set, in the order of {@link SecretSettings#keyFile}. */
  static Path find(
      SecretSettings settings, Environment environment, Optional<Path> credentialsDirectory) {
    return Optional.ofNullable(settings.keyFile())
        .or(() -> Optional.ofNullable(environment.getProperty("TOOLROUTE_KEY_FILE")).map(Path::of))
        .or(() ->
            credentialsDirectory
                .map(directory -> directory.resolve(CREDENTIAL_NAME))
                .filter(Files::exists))
        .orElseGet(() ->
            Path.of(
                Optional.ofNullable(environment.getProperty("toolroute.home"))
                    .orElseThrow(() ->
                        new SecretSetupException(
                            "Set toolroute.home or toolroute.secret.key-file: there is no"
                                + " place for the key file.")),
                "keys",
                "kek.json"));
  }
}
