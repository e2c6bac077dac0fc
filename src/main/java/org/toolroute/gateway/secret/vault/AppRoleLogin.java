package org.toolroute.gateway.secret.vault;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.toolroute.gateway.secret.SecretSetupException;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;
import tools.jackson.databind.JsonNode;

/**
 * Logs in with an <a href="https://developer.hashicorp.com/vault/docs/auth/approle">AppRole</a>
 * whose secret id comes response-wrapped. A wrapping token that was made by anything but the role's
 * own secret-id path, or that somebody opened before, means that the secret id may be in other
 * hands: the gateway does not use it. Nothing here is ever sent twice.
 */
final class AppRoleLogin implements VaultLogin {
  private final VaultClient anonymous;
  private final String role;
  private final String roleId;
  private final Path wrappedSecretIdFile;
  private Optional<Secret> lastWrapping = Optional.empty();

  AppRoleLogin(VaultClient anonymous, String role, String roleId, Path wrappedSecretIdFile) {
    this.anonymous = anonymous;
    this.role = role;
    this.roleId = roleId;
    this.wrappedSecretIdFile = wrappedSecretIdFile;
  }

  @Override
  public Optional<Secret> freshToken() throws VaultFailure {
    Secret wrapping = VaultLogin.readLine(wrappedSecretIdFile);
    if (lastWrapping.filter(wrapping::equals).isPresent()) {
      return Optional.empty();
    }
    String createdBy = createdBy(wrapping);
    if (!createdBy.equals("auth/approle/role/" + role + "/secret-id")) {
      lastWrapping = Optional.of(wrapping);
      throw new SecretSetupException(
          "The wrapped secret id in "
              + wrappedSecretIdFile
              + " was not made by auth/approle/role/"
              + role
              + "/secret-id. Somebody may have replaced it: find out who, then deliver a fresh one.");
    }
    lastWrapping = Optional.of(wrapping);
    return Optional.of(login(unwrap(wrapping)));
  }

  @Override
  public boolean ownsTokens() {
    return true;
  }

  @Override
  public String remedy() {
    return "Deliver a fresh wrapped secret id to " + wrappedSecretIdFile + ".";
  }

  private String createdBy(Secret wrapping) throws VaultFailure {
    try {
      return anonymous
          .write(
              "sys/wrapping/lookup", Map.of("token", wrapping.reveal(SecretAccess.VAULT_REQUEST)))
          .path("data")
          .path("creation_path")
          .asString("");
    } catch (VaultFailure e) {
      throw orRefuse(e, "the wrapped secret id");
    }
  }

  private Secret unwrap(Secret wrapping) throws VaultFailure {
    try {
      return secret(
          anonymous.withToken(wrapping).write("sys/wrapping/unwrap", Map.of()),
          "data",
          "secret_id");
    } catch (VaultFailure e) {
      throw orRefuse(e, "to open the wrapped secret id");
    }
  }

  private Secret login(Secret secretId) throws VaultFailure {
    try (secretId) {
      return secret(
          anonymous.write(
              "auth/approle/login",
              Map.of("role_id", roleId, "secret_id", secretId.reveal(SecretAccess.VAULT_REQUEST))),
          "auth",
          "client_token");
    } catch (VaultFailure e) {
      throw orRefuse(e, "the role id and secret id");
    }
  }

  private Secret secret(JsonNode answer, String part, String field) {
    String text = answer.path(part).path(field).asString("");
    if (text.isEmpty()) {
      throw new SecretSetupException("Vault's login answer lacks " + field + ". " + remedy());
    }
    return Secret.of(text);
  }

  /** A definite no is the operator's business; anything else is passed on. */
  private VaultFailure orRefuse(VaultFailure failure, String what) {
    if (failure.status() == VaultFailure.BAD_REQUEST
        || failure.status() == VaultFailure.FORBIDDEN
        || failure.status() == VaultFailure.NOT_FOUND) {
      throw new SecretSetupException(
          "Vault refuses %s: it is expired or was used before, possibly by somebody else. Find out, then: %s (%s)"
              .formatted(what, remedy(), failure.getMessage()));
    }
    return failure;
  }
}
