package org.toolroute.gateway.secret.vault;

import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.net.http.HttpClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vault's HTTP API under one token, by way of the driver. It never changes: another token means
 * another client, so a request in flight keeps the token it began with. It does not repeat
 * anything; the driver's own retries change a shared configuration and stay off.
 *
 * <p>Paths are those of <a href="https://developer.hashicorp.com/vault/api-docs">Vault's API</a>
 * after {@code /v1/}. The driver is told that all engines are of version 1, because for version 2
 * it rewrites paths and bodies, also those of Transit and {@code sys}.
 */
final class VaultClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int STATUS_OK = 200;
  private static final int STATUS_NO_CONTENT = 204;

  private final VaultSettings settings;
  private final HttpClient http;
  private final Vault vault;

  private VaultClient(VaultSettings settings, HttpClient http, @Nullable Secret token) {
    this.settings = settings;
    this.http = http;
    this.vault = Vault.create(config(settings, http, token), 1);
  }

  /** A client that shows no token, for logging in. */
  static VaultClient anonymous(VaultSettings settings, HttpClient http) {
    return new VaultClient(settings, http, null);
  }

  /** A client like this one that shows {@code token}. */
  VaultClient withToken(Secret token) {
    return new VaultClient(settings, http, token);
  }

  /** The whole answer of a GET request. */
  JsonNode read(String path) throws VaultFailure {
    return answer("GET " + path, () -> vault.logical().read(path));
  }

  /**
   * The whole answer of a POST request; empty when it has no body.
   *
   * @param body texts, numbers, truth values and {@code JsonValue}s of the driver, which writes
   *     anything else as its {@code toString()}
   */
  JsonNode write(String path, Map<String, Object> body) throws VaultFailure {
    return answer("POST " + path, () -> vault.logical().write(path, body));
  }

  private static JsonNode answer(String request, DriverCall call) throws VaultFailure {
    LogicalResponse response;
    try {
      response = call.run();
    } catch (VaultException e) {
      throw new VaultFailure(request, e.getHttpStatusCode(), false);
    } catch (StackOverflowError e) {
      // The driver's JSON parser has no limit of depth; ours below has.
      throw new VaultFailure(request, VaultFailure.NO_ANSWER, false);
    }
    int status = response.getRestResponse().getStatus();
    byte[] body = response.getRestResponse().getBody();
    if (status != STATUS_OK && status != STATUS_NO_CONTENT) {
      throw new VaultFailure(
          request, status, status == VaultFailure.BAD_REQUEST && saysTampered(body));
    }
    if (status == STATUS_NO_CONTENT || body.length == 0) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new VaultFailure(request, VaultFailure.NO_ANSWER, false);
    }
  }

  /** Vault has one status, 400, for a changed ciphertext and for a missing or retired key. */
  private static boolean saysTampered(byte[] body) {
    try {
      String error = JSON.readTree(body).path("errors").path(0).asString("");
      return isTampering(error);
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Whether an error of Transit says that the ciphertext is not what it was. */
  static boolean isTampering(String error) {
    return error.contains("message authentication failed") || error.contains("invalid ciphertext");
  }

  private static VaultConfig config(
      VaultSettings settings, HttpClient http, @Nullable Secret token) {
    try {
      VaultConfig config =
          new VaultConfig()
              .environmentLoader(new NoEnvironment())
              .address(settings.address().toString())
              .httpClient(http);
      if (settings.namespace() != null) {
        config.nameSpace(settings.namespace());
      }
      if (token != null) {
        config.token(token.reveal(SecretAccess.VAULT_REQUEST));
      }
      return config.build();
    } catch (VaultException e) {
      throw new IllegalStateException("the driver refuses the settings of toolroute.vault");
    }
  }

  /** A request by the driver. */
  private interface DriverCall {
    LogicalResponse run() throws VaultException;
  }

  /**
   * Keeps the driver from using {@code VAULT_TOKEN}, {@code ~/.vault-token} and other surroundings
   * of the process, which are not the gateway's.
   */
  private static final class NoEnvironment extends EnvironmentLoader {
    @Override
    public @Nullable String loadVariable(String name) {
      return null;
    }
  }
}
