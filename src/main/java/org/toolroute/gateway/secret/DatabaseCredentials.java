package org.toolroute.gateway.secret;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.toolroute.gateway.change.Change;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.change.ChangeListener;
import org.toolroute.gateway.change.WatchedCache;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;

/**
 * Shared provider keys in the gateway's own database, in the same envelope as the callers' keys.
 * Sealed rows are remembered until they change: a replaced key is used by the very next call on the
 * node that replaced it, and within a second on the others.
 */
final class DatabaseCredentials implements SharedCredentials, ChangeListener {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCredentials.class);
  private static final int PROVIDERS_MAX = 1_000;

  private final KeyEnvelope envelope;
  private final ProviderCredentialTable table;
  private final WatchedCache<ProviderId, Optional<ProviderCredentialTable.Row>> known;

  DatabaseCredentials(KeyEnvelope envelope, ProviderCredentialTable table, ChangeFeed feed) {
    this.envelope = envelope;
    this.table = table;
    this.known = new WatchedCache<>(feed, PROVIDERS_MAX);
    feed.register(this);
  }

  @Override
  public Optional<Secret> find(ProviderId provider) {
    return row(provider).map(row -> open(provider, row));
  }

  @Override
  public void store(ProviderId provider, Secret key) {
    UUID id = UUID.randomUUID();
    SealedSecret sealed = envelope.seal(context(provider, id), key);
    onTable(() -> {
      table.put(provider, new ProviderCredentialTable.Row(id, sealed));
      return true;
    });
    known.drop(provider);
  }

  @Override
  public void forget(ProviderId provider) {
    known.drop(provider);
  }

  @Override
  public boolean isPresent(ProviderId provider) {
    return row(provider).isPresent();
  }

  @Override
  public void changed(Change change) {
    if (change.topic().equals(ProviderCredentialTable.TOPIC)) {
      known.dropAll();
    }
  }

  @Override
  public void anythingMayHaveChanged() {
    known.dropAll();
  }

  private Optional<ProviderCredentialTable.Row> row(ProviderId provider) {
    return known
        .find(provider)
        .orElseGet(() -> onTable(() -> known.load(provider, table::find, _ -> true)));
  }

  private Secret open(ProviderId provider, ProviderCredentialTable.Row row) {
    try {
      return envelope.open(context(provider, row.id()), row.sealed());
    } catch (GatewayException e) {
      // A caller on credits has no key of its own that it could register again.
      throw e.code() == ErrorCode.BYOK_KEY_UNREADABLE
          ? new GatewayException(
              ErrorCode.INTERNAL_ERROR, "The gateway's own key for this provider is unreadable.")
          : e;
    }
  }

  private static SealingContext context(ProviderId provider, UUID id) {
    return new SealingContext(
        ProviderCredentialTable.OWNER,
        Environment.LIVE.wireName(),
        provider.value(),
        id.toString(),
        1);
  }

  private static <T> T onTable(Supplier<T> statement) {
    try {
      return statement.get();
    } catch (DataAccessException e) {
      LOG.atWarn()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("shared provider keys cannot be reached");
      throw new GatewayException(
          ErrorCode.SECRETS_UNAVAILABLE, "The key store is not available. Try again later.");
    }
  }
}
