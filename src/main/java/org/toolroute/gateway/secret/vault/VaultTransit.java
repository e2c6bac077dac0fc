package org.toolroute.gateway.secret.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.toolroute.gateway.secret.DataKey;
import org.toolroute.gateway.secret.KeyWrapper;
import org.toolroute.gateway.secret.WrappedKey;
import tools.jackson.databind.JsonNode;

/**
 * Wraps data keys with Vault's <a
 * href="https://developer.hashicorp.com/vault/api-docs/secret/transit">Transit engine</a>, whose
 * derived key gives each owner a wrapping key of its own. Wrapped keys are Vault's own {@code
 * vault:v<version>:…}. Every request may be repeated: none changes anything in Vault.
 */
final class VaultTransit implements KeyWrapper {
  static final String SCHEME = "vault:";

  private final VaultSession session;
  private final String mount;
  private final String key;

  VaultTransit(VaultSession session, VaultSettings settings) {
    this.session = session;
    this.mount = settings.transitMount();
    this.key = settings.transitKey();
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public DataKey newDataKey(String owner) {
    try {
      JsonNode data = request("datakey/plaintext", Map.of("context", context(owner)));
      return new DataKey(keyBytes(data), wrapped(data.path("ciphertext")));
    } catch (VaultFailure e) {
      throw VaultSession.unavailable(e);
    }
  }

  @Override
  public String wrap(String owner, byte[] dataKey) {
    try {
      JsonNode data =
          request(
              "encrypt",
              Map.of(
                  "plaintext",
                  Base64.getEncoder().encodeToString(dataKey),
                  "context",
                  context(owner)));
      return wrapped(data.path("ciphertext"));
    } catch (VaultFailure e) {
      throw VaultSession.unavailable(e);
    }
  }

  @Override
  public Optional<byte[]> unwrap(String owner, String wrapped) {
    try {
      return Optional.of(
          keyBytes(request("decrypt", Map.of("ciphertext", wrapped, "context", context(owner)))));
    } catch (VaultFailure e) {
      if (e.tampered()) {
        return Optional.empty();
      }
      throw VaultSession.unavailable(e);
    }
  }

  @Override
  public List<Optional<String>> rewrap(List<WrappedKey> keys) {
    JsonArray batch = new JsonArray();
    for (WrappedKey wrappedKey : keys) {
      batch.add(
          new JsonObject()
              .add("ciphertext", wrappedKey.wrapped())
              .add("context", context(wrappedKey.owner())));
    }
    try {
      JsonNode results = request("rewrap", Map.of("batch_input", batch)).path("batch_results");
      if (results.size() != keys.size()) {
        throw unusable("rewrap");
      }
      for (JsonNode result : results) {
        requireRewrappable(result);
      }
      return IntStream.range(0, keys.size())
          .mapToObj(i -> results.get(i).path("ciphertext").asString(""))
          .map(text -> Optional.of(text).filter(wrapped -> wrapped.startsWith(SCHEME)))
          .toList();
    } catch (VaultFailure e) {
      throw VaultSession.unavailable(e);
    }
  }

  /** An error that is not about the ciphertext itself concerns every row, so it ends the run. */
  private void requireRewrappable(JsonNode result) throws VaultFailure {
    String error = result.path("error").asString("");
    if (!error.isEmpty() && !VaultClient.isTampering(error)) {
      throw new VaultFailure(path("rewrap"), VaultFailure.BAD_REQUEST, false);
    }
  }

  private JsonNode request(String operation, Map<String, Object> body) throws VaultFailure {
    return session.call(client -> client.write(path(operation), body)).path("data");
  }

  private String path(String operation) {
    return mount + "/" + operation + "/" + key;
  }

  private String wrapped(JsonNode ciphertext) throws VaultFailure {
    String text = ciphertext.asString("");
    if (!text.startsWith(SCHEME)) {
      throw unusable("encrypt");
    }
    return text;
  }

  private byte[] keyBytes(JsonNode data) throws VaultFailure {
    try {
      byte[] bytes = Base64.getDecoder().decode(data.path("plaintext").asString(""));
      if (bytes.length == DataKey.LENGTH) {
        return bytes;
      }
      Arrays.fill(bytes, (byte) 0);
      throw unusable("decrypt");
    } catch (IllegalArgumentException e) {
      throw unusable("decrypt");
    }
  }

  private VaultFailure unusable(String operation) {
    return new VaultFailure(path(operation), VaultFailure.NO_ANSWER, false);
  }

  private static String context(String owner) {
    return Base64.getEncoder().encodeToString(("toolroute/byok/1\n" + owner).getBytes(UTF_8));
  }
}
