package org.toolroute.gateway.secret.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.secret.SecretBytesCache;
import org.toolroute.gateway.secret.SharedCredentials;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Shared provider keys in Vault's <a
 * href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">KV engine, version 2</a>:
 * the field {@code api_key} of {@code <mount>/providers/<provider>}. The gateway only reads them.
 */
final class VaultCredentials implements SharedCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(VaultCredentials.class);

  private static final Duration KEPT_MAX = Duration.ofSeconds(60);
  private static final Duration ABSENCE_KEPT = Duration.ofSeconds(5);
  private static final int PROVIDERS_MAX = 1000;

  private final VaultSession session;
  private final String mount;
  private final SecretBytesCache keys = new SecretBytesCache(KEPT_MAX, PROVIDERS_MAX);
  private final Cache<ProviderId, Boolean> absent =
      Caffeine.newBuilder().maximumSize(PROVIDERS_MAX).expireAfterWrite(ABSENCE_KEPT).build();

  /** What was last seen, for as long as Vault cannot be asked. */
  private final Cache<ProviderId, Boolean> lastSeen =
      Caffeine.newBuilder().maximumSize(PROVIDERS_MAX).build();

  private volatile long failedAt = System.nanoTime() - 2 * ABSENCE_KEPT.toNanos();

  VaultCredentials(VaultSession session, VaultSettings settings) {
    this.session = session;
    this.mount = settings.kvMount();
  }

  @Override
  public Optional<Secret> find(ProviderId provider) {
    if (absent.getIfPresent(provider) != null) {
      return Optional.empty();
    }
    byte[] key = keys.copy(provider.value(), "", () -> read(provider));
    if (key.length == 0) {
      keys.refresh(provider.value());
      return Optional.empty();
    }
    return Optional.of(Secret.takeOwnershipOf(key));
  }

  @Override
  public void store(ProviderId provider, Secret key) {
    String path = mount + "/providers/" + provider;
    throw new GatewayException(
        ErrorCode.CONFLICT,
        "Vault holds the shared provider keys, and the gateway may not write them. Write the key to "
            + path
            + ", field api_key.",
        JsonNodeFactory.instance.objectNode().put("path", path).put("field", "api_key"));
  }

  @Override
  public void forget(ProviderId provider) {
    keys.refresh(provider.value());
    absent.invalidate(provider);
  }

  @Override
  public boolean isPresent(ProviderId provider) {
    try {
      if (System.nanoTime() - failedAt > ABSENCE_KEPT.toNanos()) {
        find(provider).ifPresent(Secret::close);
      }
    } catch (GatewayException e) {
      // What was seen last is the best that can be said; a list must not wait for each provider.
      failedAt = System.nanoTime();
    }
    return Boolean.TRUE.equals(lastSeen.getIfPresent(provider));
  }

  /** The key; without bytes when there is none, which is remembered for a moment only. */
  private byte[] read(ProviderId provider) {
    byte[] key = ask(provider).map(text -> text.getBytes(UTF_8)).orElse(new byte[0]);
    lastSeen.put(provider, key.length > 0);
    if (key.length == 0) {
      absent.put(provider, Boolean.TRUE);
    }
    return key;
  }

  private Optional<String> ask(ProviderId provider) {
    try {
      JsonNode answer = session.call(client -> client.read(mount + "/data/providers/" + provider));
      JsonNode key = answer.path("data").path("data").path("api_key");
      if (!key.isString()) {
        LOG.atError()
            .addKeyValue("provider", provider)
            .log("shared key in vault has no field api_key");
        return Optional.empty();
      }
      return Optional.of(key.asString());
    } catch (VaultFailure e) {
      if (e.status() == VaultFailure.NOT_FOUND) {
        return Optional.empty();
      }
      throw VaultSession.unavailable(e);
    }
  }
}
