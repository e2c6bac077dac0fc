package org.toolroute.gateway.platform.postgres;

import static java.util.Objects.requireNonNull;

import org.toolroute.gateway.shared.Secret;

/** A role of the embedded server and its password. */
public record PostgresLogin(String user, Secret password) {
  public PostgresLogin {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }
}
